import type {Report} from '../findings/finding.ts'
import {hasTable} from './has-table.ts'
import type {Cluster, Listener, Origin, PortRange, Sourced} from './cluster.ts'
import {canonical} from './endpoint.ts'
import {kinds} from './kinds.ts'
import {bindsOf, isWildcard, listeningAt} from './listener.ts'
import type {Terminator} from './termination.ts'

/** An address and ports that something of the cluster listens on. */
interface Claim {
  readonly owner: string
  readonly address: string
  readonly ports: PortRange
  /** A port of UDP is none of TCP. */
  readonly protocol: 'tcp' | 'udp'
  /** Who listens: HAProxy starts where another of its listeners has the port on other addresses. Balance does not, and says so itself. */
  readonly process: 'haproxy' | 'balance' | 'lvs' | Terminator
  readonly origin: Origin
}

/**
 * Reports LB108 where two listeners claim one address and port, and LB109 where a wildcard stands beside an address:
 * HAProxy starts then, and the specific one wins; stunnel and Pound do not.
 */
export function reportOverlaps(cluster: Listening, report: Report): void {
  // In the order of their first port only neighbours can meet, so that ten thousand listeners take no square of time.
  const ordered = claimsIn(cluster)
    .map((claim, index) => ({...claim, index}))
    .sort((a, b) => a.ports.first - b.ports.first || a.index - b.index)
  for (const [at, early] of ordered.entries()) {
    for (let next = at + 1; next < ordered.length; next++) {
      const late = ordered[next]
      if (late === undefined || late.ports.first > early.ports.last) break
      if (late.protocol !== early.protocol) continue
      const [first, second] = early.index < late.index ? [early, late] : [late, early]
      reportPair(first, second, Math.max(early.ports.first, late.ports.first), report)
    }
  }
}

/** What of a cluster listens. */
type Listening = Pick<Cluster, 'services' | 'haproxy' | 'loadBalancers' | 'highAvailability' | 'termination'>

function claimsIn(cluster: Listening): readonly Claim[] {
  const {services, haproxy, termination} = cluster
  const listeners = services.flatMap(service =>
    bindsOf(service).map(listener => ({
      owner: `service \`${service.name}\``,
      protocol: service.packets?.protocol.value ?? 'tcp',
      process: listener.link === undefined ? service.engine.value : termination.terminator.value,
      listener,
    })),
  )
  const stats =
    haproxy.stats === undefined
      ? []
      : [{owner: '`haproxy.stats`', protocol: 'tcp' as const, process: 'haproxy' as const, listener: haproxy.stats.listener}]
  return [...claimsOfPeers(cluster), ...[...listeners, ...stats].flatMap(({listener, ...owner}) => claimsOf(owner, listener))]
}

/** Where HAProxy's instances meet, if there is anything that they tell each other: a lone one meets itself. */
function claimsOfPeers({services, loadBalancers, highAvailability: {peersPort}}: Listening): readonly Claim[] {
  if (!services.some(hasTable)) return []
  const addresses = loadBalancers.length === 1 ? ['127.0.0.1'] : loadBalancers.map(({address}) => canonical(address.value))
  return [...new Set(addresses)].map(address => ({
    owner: '`highAvailability.peersPort`',
    protocol: 'tcp',
    process: 'haproxy',
    address,
    ports: {first: peersPort.value, last: peersPort.value},
    origin: peersPort.origin,
  }))
}

const claimsOf = (owner: Pick<Claim, 'owner' | 'protocol' | 'process'>, {address, ports, link}: Listener): readonly Claim[] => [
  ...ports.value.map(range => ({
    ...owner,
    address: listeningAt(address.value),
    ports: range,
    origin: ports.value.length === 1 ? address.origin : ports.origin,
  })),
  ...(link === undefined ? [] : [claimOfLink(owner.owner, link)]),
]

const claimOfLink = (owner: string, {value, origin}: Sourced<number>): Claim => ({
  owner: `the link of ${owner}`,
  protocol: 'tcp',
  process: 'haproxy',
  address: '127.0.0.1',
  ports: {first: value, last: value},
  origin,
})

function reportPair(first: Claim, second: Claim, port: number, report: Report): void {
  const where = `port ${port}`
  if (first.address === second.address) {
    const message = `${capital(second.owner)} listens on ${shown(second.address)} ${where}, where ${first.owner === second.owner ? 'another of its listeners' : first.owner} already does.`
    report({...kinds.overlap, message, hint: 'Give one of them another address or port.', path: second.origin})
  } else if ((isWildcard(first.address) || isWildcard(second.address)) && meets(first.address, second.address)) {
    const stranger = strangers[first.process] ?? strangers[second.process]
    if (stranger !== undefined) return reportStranger(stranger, first, second, where, report)
    if (first.process !== 'haproxy' || second.process !== 'haproxy') return
    const message = `${capital(second.owner)} listens on ${shown(second.address)} ${where}, and ${first.owner} on ${shown(first.address)}: the specific address wins.`
    report({...kinds.wildcardOverlap, message, hint: 'Write the addresses out if this is not meant.', path: second.origin})
  }
}

/** Those who take an address and port for themselves alone. */
const strangers: Readonly<Partial<Record<Claim['process'], string>>> = {stunnel: 'stunnel', pound: 'Pound'}

/** Reports LB108: such a one does not start where it is not the only one. */
function reportStranger(stranger: string, first: Claim, second: Claim, where: string, report: Report): void {
  report({
    ...kinds.overlap,
    message: `${capital(second.owner)} listens on ${shown(second.address)} ${where}, and ${first.owner} on ${shown(first.address).replace(/,$/, '')}: ${stranger} does not start beside another listener that has its port.`,
    hint: 'Write the addresses out, or give one of them another port.',
    path: second.origin,
  })
}

/** Whether a wildcard covers an address: `::` covers all, `*` IPv4. */
const meets = (a: string, b: string): boolean => a === '::' || b === '::' || !(a.includes(':') || b.includes(':'))

const shown = (address: string): string => (address === '0.0.0.0' ? 'every address,' : `\`${address}\``)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
