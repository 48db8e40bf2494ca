import type {FindingKind, Report} from '../../findings/finding.ts'
import type {Check, Cluster, Origin, Service, Sourced} from '../../model/cluster.ts'
import {isDefault} from '../../model/origin.ts'
import {type Asking, type Lack, lacksOfAll, noHandshake, reportLacks} from '../lvs/lack.ts'
import {virtualServers} from '../lvs/virtual.ts'
import {kinds} from './kinds.ts'

/** Reports LB670 to LB674: what ldirectord cannot do of a service's check. */
export function refuseCheck(service: Service, report: Report): void {
  const {name, check, packets} = service
  if (check.type === 'none') return
  const find = (kind: FindingKind, path: Origin, message: string, hint: string): void => report({...kind, message, hint, path})
  reportLacks(kinds.check, 'ldirectord', service, [...lacksOfAll(check), ...ofTiming(check), ...ofType(check)], report)
  if (packets?.protocol.value === 'udp' && packets.firewallMark === undefined && isConnect(check))
    find(
      kinds.udpCheck,
      check.origin,
      `Service \`${name}\` is of UDP, for which ldirectord sends a ping in the place of a \`tcp\` check.`,
      'Use an `external` check, `check: none`, or `lvs.manager: keepalived`.',
    )
  for (const time of timesOf(service)) refuseParts(name, time, find)
  for (const [what, {value, origin}] of textsOf(check))
    if (!isWritable(value))
      find(
        kinds.character,
        origin,
        `The \`${what}\` of service \`${name}\`'s check holds a character that ldirectord cannot read.`,
        'Leave out `#`, `\\` and characters beyond ASCII; or use an `external` check.',
      )
}

/**
 * Reports LB675. The kernel's hash keeps a place for a node of weight 0 and refuses whom it leads there, unless a flag of `ipvsadm` is set
 * (linux eba3b5a78799) that ldirectord does not know.
 */
export function reportRefused(cluster: Cluster, report: Report): void {
  const reported = new Set<Service>()
  for (const {service, scheduler, realServers} of virtualServers(cluster)) {
    const idle = realServers.find(({weight}) => weight.value === 0)
    if (scheduler.value !== 'sh' || idle === undefined || reported.has(service) || realServers.every(({weight}) => weight.value === 0))
      continue
    reported.add(service)
    report({
      ...kinds.refused,
      message: `New clients whom \`balance: source\` of service \`${service.name}\` leads to \`${idle.address.value.text}\` are refused: ldirectord cannot have the kernel lead them on to another node.`,
      hint: 'Use `persistence: source` with another `balance`, or `lvs.manager: keepalived`; or take the node out.',
      path: idle.weight.origin,
    })
  }
}

/** Whether nothing is said once connected. */
export const isConnect = (check: Check): boolean => check.type === 'tcp' && check.send === undefined && check.expect === undefined

type Find = (kind: FindingKind, path: Origin, message: string, hint: string) => void

/** What of a check is counted in seconds. */
function timesOf({check, timeouts}: Service): readonly Sourced<number>[] {
  if (check.type === 'none') return []
  return [check.interval, check.timeout ?? timeouts.check].filter(time => time !== undefined)
}

function refuseParts(name: string, {value, origin}: Sourced<number>, find: Find): void {
  if (value % 1000 === 0) return
  if (isDefault(origin))
    find(
      kinds.rounded,
      origin,
      `ldirectord counts whole seconds, and takes ${Math.ceil(value / 1000)}s here for service \`${name}\`.`,
      'Nothing has to be done; write whole seconds on the service if this surprises.',
    )
  else
    find(kinds.seconds, origin, `ldirectord counts whole seconds, and service \`${name}\` asks for parts of one.`, 'Write whole seconds.')
}

const ofTiming = ({fastInterval}: Asking): readonly Lack[] => [
  [fastInterval !== undefined, fastInterval?.origin, '`fastInterval`', 'Leave it out, or use `lvs.manager: keepalived`'],
]

function ofType(check: Asking): readonly Lack[] {
  switch (check.type) {
    case 'tcp':
      return [
        [check.tls.value, check.tls.origin, 'TLS in a `tcp` check', 'Use an `http` check with `tls: true`, or leave `tls` out'],
        [check.send !== undefined && check.expect === undefined, check.send?.origin, '`send` without `expect`', 'Write what is expected'],
      ]
    case 'http':
      return ofHttp(check)
    case 'smtp':
      return [
        [check.tls.value, check.tls.origin, 'TLS in an `smtp` check', 'Use a `tcp` check'],
        [check.domain.value !== 'localhost', check.domain.origin, 'name of its own for an `smtp` check', 'Leave `domain` out'],
      ]
    case 'redis':
      return [[check.tls.value, check.tls.origin, 'TLS in a `redis` check', 'Use a `tcp` check']]
    case 'tls':
      return [noHandshake(check)]
    case 'agent':
      return [[true, check.origin, 'check of type `agent`', 'Use an `external` check']]
    default:
      return []
  }
}

const goodStatuses = new Set(['200-299', '200-399'])

const ofHttp = ({method, headers, status, body}: Extract<Check, {readonly type: 'http'}>): readonly Lack[] => [
  [!['GET', 'HEAD'].includes(method.value), method.origin, `\`${method.value}\` request`, 'Write `GET` or `HEAD`'],
  [method.value === 'HEAD' && body !== undefined, method.origin, '`HEAD` request whose answer has a body', 'Leave `method` out'],
  [headers.length > 0, headers[0]?.origin, 'headers for its requests but `host`', 'Leave them out, or use an `external` check'],
  [
    status !== undefined && !goodStatuses.has(status.value),
    status?.origin,
    'choice of statuses: every 2xx is good, and it follows redirects',
    'Leave `expect` out, or use `lvs.manager: keepalived`',
  ],
]

/** Texts that stand in quotes in the file. */
function textsOf(check: Asking): readonly (readonly [string, Sourced<string>])[] {
  switch (check.type) {
    case 'tcp':
      return check.send ? [['send', check.send]] : []
    case 'http':
      return [['path', check.path], ...(check.host ? [['host', check.host] as const] : [])]
    case 'mysql':
    case 'postgresql':
      return [['user', check.user]]
    case 'external':
      return [['command', check.command]]
    default:
      return []
  }
}

/** `#` begins a comment wherever it stands, and a backslash something else. */
const isWritable = (text: string): boolean => /^[\x20-\x22\x24-\x5b\x5d-\x7e]*$/.test(text)
