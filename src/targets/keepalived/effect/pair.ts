import type {Moves} from '../../effect.ts'
import {type Block, blocksIn, saysSame, valueIn} from './blocks.ts'

/** What is known of a pair besides its files. */
export interface Bystanders {
  /** Who has the addresses when all serve. */
  readonly preferred: string | undefined
  /** Whether an engine runs on the load balancers that ends connections itself, and with them when the addresses move. */
  readonly hasEngine: boolean
  /** Whether the load balancers tell each other of the connections that the kernel balances. */
  readonly isSynchronised: boolean
}

const unknown = (text: string): Moves => ({service: undefined, who: 'unknown', text})
const nobody = (text: string): Moves => ({service: undefined, who: 'none', text})

/** What becomes of the floating addresses. */
export function pairMoves(before: readonly Block[], after: readonly Block[], bystanders: Bystanders): readonly Moves[] {
  const [old, now] = [blocksIn(before, 'vrrp_instance'), blocksIn(after, 'vrrp_instance')]
  const gone = addressesIn(old).filter(address => !addressesIn(now).includes(address))
  const goneMoves = gone.map(address => ({
    service: undefined,
    who: 'all' as const,
    text: `${address} is gone: connections there are cut.`,
  }))
  const both = [...new Set(old.flatMap(instance => disagreements(instance, sameIn(instance, now))))]
  return [
    ...goneMoves,
    ...(both.length > 0 ? [bothMove(both)] : []),
    ...unique(old.flatMap(instance => placeMoves(instance, sameIn(instance, now), bystanders))),
    ...watchMoves(before, after),
    ...globalMoves(before, after),
  ]
}

const unique = (moves: readonly Moves[]): readonly Moves[] => [...new Map(moves.map(move => [move.text, move])).values()]

const sameIn = ({name}: Block, others: readonly Block[]): Block | undefined => others.find(other => other.name === name)

const part = (instance: Block, kind: string): readonly string[] => blocksIn(instance.blocks, kind).flatMap(({lines}) => lines)

const advertised = (instance: Block): readonly string[] => part(instance, 'virtual_ipaddress').map(bare)

const bare = (line: string): string => line.split('/')[0] ?? ''

const addressesIn = (instances: readonly Block[]): readonly string[] =>
  instances.flatMap(instance => [...advertised(instance), ...part(instance, 'virtual_ipaddress_excluded').map(bare)])

const router = '`routerId`'

/**
 * In what the word of the others does not count for a load balancer that was reloaded, nor its own for them, by the spec's names.
 * Measured with keepalived 2.2.7: some three intervals after the first reload both have the addresses, up to the second one.
 * Without a password VRRP's version 3 is spoken, in which each takes up the interval of who has the addresses.
 */
function disagreements(old: Block, now: Block | undefined): readonly string[] {
  if (now === undefined) return []
  const [was, is] = [part(old, 'authentication'), part(now, 'authentication')]
  const hasPassword = was.length > 0 && is.length > 0
  const rows: readonly (readonly [string, boolean])[] = [
    [router, valueIn(old, 'virtual_router_id') !== valueIn(now, 'virtual_router_id')],
    ['`password`', !saysSame(was, is)],
    ['`advertInterval`', hasPassword && valueIn(old, 'advert_int') !== valueIn(now, 'advert_int')],
    ['the floating addresses', !saysSame([...advertised(old)].sort(), [...advertised(now)].sort())],
    ["the load balancers' own addresses", peersOf(old) !== peersOf(now)],
  ]
  return rows.flatMap(([name, differs]) => (differs ? [name] : []))
}

const peersOf = (instance: Block): string => [valueIn(instance, 'unicast_src_ip'), ...part(instance, 'unicast_peer')].join(' ')

const bothMove = (what: readonly string[]): Moves =>
  unknown(
    `Load balancers that differ in ${what.join(' and ')} do not heed each other: between the first reload and the last, two of them may have the floating addresses. Stop keepalived first on those without the addresses, reload the other, then start them again; or reload all at once.${what.includes(router) ? ' One that has them lets go of them meanwhile, for some three times `advertInterval`.' : ''}`,
  )

/** Who has the addresses, where the load balancers go on to heed each other. */
function placeMoves(old: Block, now: Block | undefined, bystanders: Bystanders): readonly Moves[] {
  if (now === undefined) return []
  const stays = now.lines.includes('nopreempt')
  const moves: Moves[] = []
  if (valueIn(old, 'interface') !== valueIn(now, 'interface') || anew(old, now))
    moves.push(unknown(`The floating addresses are taken off and set up anew. ${costOf(bystanders)}`))
  if (stays && !old.lines.includes('nopreempt')) moves.push(nobody('Whoever has the floating addresses keeps them (`failback: false`).'))
  else if (stays && valueIn(old, 'priority') !== valueIn(now, 'priority'))
    moves.push(nobody('Whoever has the floating addresses keeps them; who is preferred counts when that one fails.'))
  else if (valueIn(old, 'priority') !== valueIn(now, 'priority') || old.lines.includes('nopreempt') !== stays)
    moves.push(
      unknown(
        `The floating addresses go to ${bystanders.preferred === undefined ? 'the preferred load balancer' : `\`${bystanders.preferred}\``}, if it does not have them. ${costOf(bystanders)}`,
      ),
    )
  return moves
}

/** Whether an address that stays gets another prefix or interface. */
function anew(old: Block, now: Block): boolean {
  const lines = (instance: Block): readonly string[] => [
    ...part(instance, 'virtual_ipaddress'),
    ...part(instance, 'virtual_ipaddress_excluded'),
  ]
  const others = new Map(lines(now).map(line => [bare(line), line]))
  return lines(old).some(line => (others.get(bare(line)) ?? line) !== line)
}

/** What an address that moves costs. */
function costOf({hasEngine, isSynchronised}: Bystanders): string {
  const kernel = 'those that the kernel balances go on, for the others were told of them'
  if (!hasEngine) return isSynchronised ? `Of their connections ${kernel}.` : 'Connections to them are cut.'
  return `Connections to an engine there are cut${isSynchronised ? `; ${kernel}` : ''}.`
}

/** An engine that is watched from now on has to serve, or the addresses leave its machine. */
function watchMoves(before: readonly Block[], after: readonly Block[]): readonly Moves[] {
  const known = blocksIn(before, 'vrrp_script').map(({name}) => name)
  const isPair = blocksIn(before, 'vrrp_instance').length > 0
  return blocksIn(after, 'vrrp_script')
    .filter(({name}) => isPair && !known.includes(name))
    .map(({name}) =>
      unknown(
        `A load balancer where ${name.replace('check_', '')} does not serve cannot have the floating addresses from now on: start it before the reload.`,
      ),
    )
}

/** What is neither of a pair's instances nor of a service. */
function globalMoves(before: readonly Block[], after: readonly Block[]): readonly Moves[] {
  const [old, now] = [before, after].map(blocks => blocksIn(blocks, 'global_defs').flatMap(({lines}) => lines))
  const timeouts = (lines: readonly string[] = []): string | undefined => lines.find(line => line.startsWith('lvs_timeouts'))
  if (timeouts(old) === timeouts(now)) return []
  return [unknown('The kernel forgets idle connections after other times than before (`lvs.timeouts`).')]
}
