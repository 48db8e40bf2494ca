import type {Moves} from '../../effect.ts'
import {type Block, blocksIn, saysSame, valueIn} from './blocks.ts'

type Move = Omit<Moves, 'service'>

/**
 * Whose connections end, and who meets another node, where the kernel balances. keepalived knows a virtual server by its address,
 * port and protocol, or by its mark, and changes all else of it in place; a real server by its address and port
 * (keepalived/check/ipwrapper.c, `clear_diff_services`).
 */
export function balanceMoves(before: readonly Block[], after: readonly Block[]): readonly Moves[] {
  const [old, now] = [blocksIn(before, 'virtual_server'), blocksIn(after, 'virtual_server')]
  const heirs = new Map(now.map(server => [keyOf(server), server]))
  const moves = old.flatMap(server => {
    const heir = heirs.get(keyOf(server))
    if (heir !== undefined && saysSame({...server, service: ''}, {...heir, service: ''})) return []
    return movesOf(server, heir).map(move => ({service: server.service, ...move}))
  })
  return [...new Map(moves.map(move => [JSON.stringify(move), move])).values()]
}

const keyOf = (server: Block): string =>
  [server.name, valueIn(server, 'protocol') ?? '', server.lines.includes('ip_family inet6') ? 6 : ''].join(' ')

function movesOf(old: Block, now: Block | undefined): readonly Move[] {
  if (now === undefined) return [{who: 'all', text: `Nobody is served on ${placeOf(old)} any more: connections there are cut.`}]
  const moves = [...forwardMoves(old, now), ...nodeMoves(old, now), ...spreadMoves(old, now), ...substituteMoves(old, now)]
  return moves.length > 0 ? moves : [{who: 'none', text: 'Open connections stay with their nodes.'}]
}

const placeOf = ({name}: Block): string => name.replace(/^fwmark /, 'mark ').replace(/ (?=\d+$)/, ' port ')

/** Of a node that comes by packets in another way its own files are to be others, too. */
function forwardMoves(old: Block, now: Block): readonly Move[] {
  if (valueIn(old, 'lvs_method') === valueIn(now, 'lvs_method')) return []
  return [
    {
      who: 'all',
      text: 'Packets come to the nodes in another way (`forward`): a node serves nobody while it and the load balancer differ in it, and open connections are lost. Change nodes and load balancers in one go.',
    },
  ]
}

function nodeMoves(old: Block, now: Block): readonly Move[] {
  const heirs = new Map(blocksIn(now.blocks, 'real_server').map(node => [node.name, node]))
  return blocksIn(old.blocks, 'real_server').flatMap(node => {
    const heir = heirs.get(node.name)
    const address = node.name.split(' ')[0] ?? ''
    if (heir === undefined) return [goes(node, address)]
    return weightOf(node) > 0 && weightOf(heir) === 0 ? drained(address, now) : []
  })
}

const weightOf = (node: Block): number => Number(valueIn(node, 'weight') ?? 1)

/** Since `net.ipv4.vs.expire_nodest_conn` is set for all that the kernel balances, nobody hangs on a node that was taken out. */
const goes = (node: Block, address: string): Move =>
  weightOf(node) === 0
    ? {who: 'some', text: `What ${address}, which was drained, still has of connections is cut.`}
    : {who: 'some', text: `Connections to ${address} are cut. Drain it first, and those that it has can end.`}

/** The kernel's hash knows a node of weight 0, and leads those on who come to it (`sh-fallback`). */
function drained(address: string, service: Block): readonly Move[] {
  if (valueIn(service, 'lvs_sched') === 'sh')
    return [
      {
        who: 'some',
        text: `${address} keeps its connections. New ones of clients whom \`balance: source\` led there go to other nodes.`,
      },
    ]
  const isHeld = valueIn(service, 'persistence_timeout') !== undefined
  const keeps = isHeld ? 'its connections and the clients that persistence holds there' : 'its connections'
  return [{who: 'none', text: `${address} keeps ${keeps}, and takes no new ones.`}]
}

/** Who meets another node with the next connection. */
function spreadMoves(old: Block, now: Block): readonly Move[] {
  const [was, is] = [valueIn(old, 'persistence_timeout'), valueIn(now, 'persistence_timeout')]
  if (was !== undefined && is === undefined)
    return [{who: 'all', text: 'Persistence holds nobody any more: a client may meet another node with its next connection.'}]
  const moves: Move[] = []
  if (was !== undefined && valueIn(old, 'persistence_granularity') !== valueIn(now, 'persistence_granularity'))
    moves.push({who: 'some', text: 'Persistence tells clients apart in another way: some meet another node with their next connection.'})
  const [scheduler, next] = [valueIn(old, 'lvs_sched'), valueIn(now, 'lvs_sched')]
  const isHashed = scheduler === 'sh' || next === 'sh'
  if (is === undefined && isHashed && (scheduler !== next || !saysSame(placesOf(old), placesOf(now))))
    moves.push({
      who: scheduler === next ? 'some' : 'all',
      text:
        scheduler === next
          ? '`balance: source` spreads clients anew: many meet another node with their next connection. Open ones stay.'
          : 'The balancing is another: each client may meet another node with its next connection. Open ones stay.',
    })
  return moves
}

/** How many places each node has in the kernel's hash: at least one. */
const placesOf = ({blocks}: Block): readonly string[] =>
  blocksIn(blocks, 'real_server').map(node => `${node.name} ${Math.max(1, weightOf(node))}`)

function substituteMoves(old: Block, now: Block): readonly Move[] {
  const substitute = valueIn(old, 'sorry_server')
  if (substitute === undefined || substitute === valueIn(now, 'sorry_server')) return []
  return [{who: 'unknown', text: `If ${substitute.split(' ')[0] ?? ''} stands in for the nodes now, connections to it are cut.`}]
}
