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
      return ofTcp(check)
    case 'http':
      return ofHttp(check)
    case 'smtp':
      return ofSmtp(check)
    case 'external':
      return [ofProgram(check)]
    case 'tls':
      return [noHandshake(check)]
    default:
      return [[true, check.origin, `check of type \`${check.type}\``, insteadOf]]
  }
}

type OfType<Type extends Asking['type']> = Extract<Asking, {readonly type: Type}>

const ofTcp = ({send, expect, tls}: OfType<'tcp'>): readonly Lack[] => [
  [send !== undefined, send?.origin, '`send` in a `tcp` check', 'Leave it out, or use `lvs.manager: ldirectord`'],
  [expect !== undefined, expect?.origin, '`expect` in a `tcp` check', 'Leave it out, or use `lvs.manager: ldirectord`'],
  [tls.value, tls.origin, 'TLS in a `tcp` check', 'Use an `http` check with `tls: true`, or leave `tls` out'],
]

const ofHttp = ({method, host, headers}: OfType<'http'>): readonly Lack[] => [
  [method.value !== 'GET', method.origin, `\`${method.value}\` request`, 'Leave `method` out: it sends `GET`'],
  [isUnwritable(host?.value), host?.origin, 'way to write this `host`', 'Write a host name'],
  [headers.length > 0, headers[0]?.origin, 'headers for its requests but `host`', 'Leave them out, or use an `external` check'],
]

const ofSmtp = ({tls, domain}: OfType<'smtp'>): readonly Lack[] => [
  [tls.value, tls.origin, 'TLS in an `smtp` check', 'Use a `tcp` check'],
  [isUnwritable(domain.value), domain.origin, 'way to write this `domain`', 'Write a domain name'],
]

const ofProgram = ({command: {value, origin}}: OfType<'external'>): Lack => [
  !/^[A-Za-z0-9_./+-]+$/.test(value),
  origin,
  'way to write the path of this program',
  'Use a path of letters, digits, `_`, `.`, `+` and `-`',
]

/** In keepalived's quotes. */
const isUnwritable = (text = ''): boolean => /["\\]/.test(text)
