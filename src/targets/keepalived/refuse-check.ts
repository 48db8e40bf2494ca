import type {Report} from '../../findings/finding.ts'
import type {Check, Origin, Service} from '../../model/cluster.ts'
import {isDefault} from '../../model/origin.ts'
import {kinds} from '../lvs/kinds.ts'

/** What a check asks for that keepalived has not, and what to write in its place. */
type Lack = readonly [asked: boolean, origin: Origin | undefined, what: string, instead: string]

/**
 * Reports LB655 for what keepalived cannot do of a check that the kernel's nodes are to pass:
 * https://www.keepalived.org/manpage.html, HTTP_GET and its neighbours.
 */
export function refuseCheck({name, check}: Service, report: Report): void {
  if (check.type === 'none') return
  for (const [asked, origin, what, instead] of [...ofTiming(check), ...ofType(check)]) {
    if (!asked || origin === undefined) continue
    report({
      ...kinds.check,
      message: `Service \`${name}\` is checked by keepalived, which has no ${what}.`,
      hint: `${instead}.`,
      path: origin,
    })
  }
}

type Asking = Exclude<Check, {readonly type: 'none'}>

const ofTiming = ({rise, downInterval, sendProxy}: Asking): readonly Lack[] => [
  [rise.value !== 1 && !isDefault(rise.origin), rise.origin, '`rise`: one good answer brings a node back', 'Leave it out'],
  [downInterval !== undefined, downInterval?.origin, '`downInterval`', 'Leave it out'],
  [sendProxy.value, sendProxy.origin, 'PROXY protocol', 'Leave `sendProxy` out'],
]

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
      return [[true, check.origin, 'check that ends with the TLS handshake', 'Use `{type: http, tls: true}`, or `tcp`']]
    default:
      return [[true, check.origin, `check of type \`${check.type}\``, insteadOf]]
  }
}
