import type {Report} from '../../findings/finding.ts'
import type {Service} from '../../model/cluster.ts'
import {kinds} from '../lvs/kinds.ts'
import {type Asking, type Lack, lacksOfAll, noHandshake, reportLacks} from '../lvs/lack.ts'

/**
 * Reports LB655 for what keepalived cannot do of a check that the kernel's nodes are to pass:
 * https://www.keepalived.org/manpage.html, HTTP_GET and its neighbours.
 */
export function refuseCheck(service: Service, report: Report): void {
  const {check} = service
  if (check.type !== 'none') reportLacks(kinds.check, 'keepalived', service, [...lacksOfAll(check), ...ofType(check)], report)
}

const insteadOf = 'Use `tcp`, `http`, `smtp` or `external`; `lvs.manager: ldirectord` has more'

function ofType(check: Asking): readonly Lack[] {
  switch (check.type) {
    case 'tcp':
      return [
        [check.send !== undefined, check.send?.origin, '`send` in a `tcp` check', 'Leave it out, or use `lvs.manager: ldirectord`'],
        [check.expect !== undefined, check.expect?.origin, '`expect` in a `tcp` check', 'Leave it out, or use `lvs.manager: ldirectord`'],
        [check.tls.value, check.tls.origin, 'TLS in a `tcp` check', 'Use an `http` check with `tls: true`, or leave `tls` out'],
      ]
    case 'http':
      return [
        [check.method.value !== 'GET', check.method.origin, `\`${check.method.value}\` request`, 'Leave `method` out: it sends `GET`'],
        [/["\\]/.test(check.host?.value ?? ''), check.host?.origin, 'way to write this `host`', 'Write a host name'],
        [
          check.headers.length > 0,
          check.headers[0]?.origin,
          'headers for its requests but `host`',
          'Leave them out, or use an `external` check',
        ],
      ]
    case 'smtp':
      return [
        [check.tls.value, check.tls.origin, 'TLS in an `smtp` check', 'Use a `tcp` check'],
        [/["\\]/.test(check.domain.value), check.domain.origin, 'way to write this `domain`', 'Write a domain name'],
      ]
    case 'external':
      return [
        [
          !/^[A-Za-z0-9_./+-]+$/.test(check.command.value),
          check.command.origin,
          'way to write the path of this program',
          'Use a path of letters, digits, `_`, `.`, `+` and `-`',
        ],
      ]
    case 'tls':
      return [noHandshake(check)]
    default:
      return [[true, check.origin, `check of type \`${check.type}\``, insteadOf]]
  }
}
