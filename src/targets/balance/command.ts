import type {Report} from '../../findings/finding.ts'
import type {Cluster, Listener, LoadBalancer, Service, Sourced} from '../../model/cluster.ts'
import type {Host} from '../../model/endpoint.ts'
import {type Bind, bindFor} from './bind.ts'
import {reportLoops} from './clash.ts'
import {isDefault} from '../../model/origin.ts'
import {goWithout} from './default.ts'
import {type Group, groupsOf} from './groups.ts'
import {kinds} from './kinds.ts'
import {refuse} from './refuse.ts'
import {releaseFacts} from './since.ts'
import {connectSeconds, idleSeconds} from './timeouts.ts'

/** One Balance process: what it does, whatever the file that starts it. */
export interface Command {
  readonly service: Service
  readonly bind: Bind
  readonly listener: Listener
  readonly port: number
  readonly connect: Sourced<number> | undefined
  readonly idle: Sourced<number> | undefined
  readonly groups: readonly Group[]
  /** Whether the first group is a hash group: a client stays with its node. */
  readonly hashes: boolean
  /** Whether that group fails over inside itself. With one channel it could not, and the next group follows anyway. */
  readonly hashFailover: boolean
  /** Whether shared memory is a file that can be removed before a start. */
  readonly memoryFile: boolean
}

/** The process of a service; undefined when there is no way to have it. Reports all that stands against it, LB501 to LB545. */
export function commandFor(service: Service, cluster: Cluster, report: Report): Command | undefined {
  refuse(service, report)
  reportSources(service, cluster.loadBalancers, report)
  const release = cluster.balance.release.value
  const facts = releaseFacts(release)
  const [listener] = service.listeners
  const port = listener?.ports.value[0]?.first
  if (listener === undefined || port === undefined) return undefined
  const bind = bindFor(service, listener, release, report)
  const groups = groupsOf(service, port, facts.arguments, report)
  const times = {connect: connectSeconds(service, report), idle: idleSeconds(service, report)}
  if (groups === undefined) return undefined
  reportLoops(
    service,
    listener,
    groups.flatMap(group => group.channels),
    cluster.loadBalancers,
    report,
  )
  const hashes = service.persistence.type === 'source'
  const hashFailover = hashes && hasChoice(groups)
  if (hashes && !hashFailover) reportOneNodeHash(service, report)
  return bind && {service, bind, listener, port, groups, hashes, hashFailover, memoryFile: facts.memoryFile, ...times}
}

const hasChoice = ([first]: readonly Group[]): boolean => first !== undefined && first.channels.length > 1

function reportOneNodeHash(service: Service, report: Report): void {
  report({
    ...kinds.oneNodeHash,
    message: `Service \`${service.name}\` has \`persistence: source\` and one node to choose from: every client gets that node, and backup nodes serve only while it is down.`,
    hint: 'Take `backup` away from the other nodes to share the clients among them.',
    path: service.persistence.origin,
  })
}

/** The address from which a load balancer connects to the nodes of a service; undefined leaves it to the machine's routes. */
export const sourceOf = ({sourceAddress}: Service, loadBalancer: LoadBalancer): Sourced<Host> | undefined =>
  sourceAddress && (isIpv4(sourceAddress) || !isDefault(sourceAddress.origin)) ? sourceAddress : loadBalancer.sourceAddress

const isIpv4 = ({value}: Sourced<Host>): boolean => value.kind === 'ipv4'

/** Balance looks at its source address when a client comes, and closes every client when it is not IPv4. LB520, LB540 for a default. */
function reportSources(service: Service, loadBalancers: readonly LoadBalancer[], report: Report): void {
  const why = 'Balance connects from an IPv4 address alone'
  const {sourceAddress} = service
  if (sourceAddress && isDefault(sourceAddress.origin) && !isIpv4(sourceAddress)) {
    goWithout(service, `\`sourceAddress: ${sourceAddress.value.text}\``, why, sourceAddress.origin, report)
  }
  const sources = new Set(loadBalancers.flatMap(loadBalancer => sourceOf(service, loadBalancer) ?? []))
  for (const source of [...sources].filter(each => !isIpv4(each))) {
    report({
      ...kinds.sourceAddress,
      message: `Service \`${service.name}\` connects from \`${source.value.text}\`; ${why}.`,
      hint: 'Write an IPv4 address of the load balancer, or leave `sourceAddress` out.',
      path: source.origin,
    })
  }
}
