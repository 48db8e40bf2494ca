import type {Moves, Way} from '../../effect.ts'
import {frontMoves} from './fronts.ts'
import {type Hold, holdIn} from './hold.ts'
import {fateOf} from './memory.ts'
import {type Section, type ServerLine, directivesThatDiffer, isServerLine, sectionIn, serversIn} from './read.ts'
import {movedShare, takingPart} from './ring.ts'
import {harmless, quoted, serviceOf} from './words.ts'

/** Both configurations of one load balancer, and how the new one takes effect. */
export interface Sides {
  readonly host: string
  readonly how: Way
  readonly before: readonly Section[]
  readonly after: readonly Section[]
}

/** Lines that are read one by one. */
const known = /^(balance |hash-type |hash-key |cookie |dynamic-cookie-key |stick-table |stick |appsession |persist |server )/

/** Which clients of each backend go to another node; whatever lbgen cannot judge is said to be unknown. */
export function movesBetween(sides: Sides): readonly Moves[] {
  const backends = sides.before.filter(({kind}) => kind === 'backend')
  return [...wideMoves(sides), ...backends.flatMap(section => backendMoves(section, sides)), ...frontMoves(sides.before, sides.after)]
}

function backendMoves(before: Section, sides: Sides): readonly Moves[] {
  const service = serviceOf(before)
  const after = sides.after.find(({kind, name}) => kind === 'backend' && name === before.name)
  if (after === undefined) return [{service, who: 'all', text: `\`${before.name}\` is gone: whoever was served there is no longer.`}]
  const [old, now] = [serversIn(before), serversIn(after)]
  const [was, is] = [holdIn(before, sides.before), holdIn(after, sides.after)]
  const moves = [
    ...cookieMoves(was, is, old, now),
    ...tableMoves(was, is, old, now, sides),
    ...hashMoves(was, is, old, now),
    ...emptyMoves(old, now),
    ...slotMoves(is, after, sides.how),
    ...strangeMoves(before, after),
  ].map(move => ({service, ...move}))
  const isHeld = [was.cookie, was.table, was.hash].some(hold => hold !== undefined)
  const isOther = before.lines.filter(isServerLine).join('\n') !== after.lines.filter(isServerLine).join('\n')
  if (moves.length > 0 || !isOther) return moves
  if (isHeld)
    return [
      {service, who: 'none', text: 'Whoever is held to a node stays there; all others are balanced over the nodes that there are now.'},
    ]
  return [{service, who: 'none', text: 'No client is held to a node: each connection is balanced anew, as before.'}]
}

type Move = Omit<Moves, 'service'>

function cookieMoves({cookie: was}: Hold, {cookie: is}: Hold, old: readonly ServerLine[], now: readonly ServerLine[]): readonly Move[] {
  if (was === undefined) return []
  if (is === undefined) return [{who: 'all', text: `The cookie \`${was.name}\` holds nobody any more: all clients are balanced anew.`}]
  if (was.name !== is.name)
    return [{who: 'all', text: `The cookie is \`${is.name}\` in place of \`${was.name}\`: all clients are balanced anew, once.`}]
  if (was.terms !== is.terms)
    return [{who: 'unknown', text: `What makes a cookie \`${was.name}\` count is another: clients may be balanced anew.`}]
  const heirs = new Map(now.toReversed().map(server => [server.cookie, server]))
  return old.flatMap(server => {
    if (server.isDisabled || server.cookie === undefined) return []
    const heir = heirs.get(server.cookie)
    return moveTo(server, heir, `whose cookie says \`${server.cookie}\``)
  })
}

function tableMoves(
  {table: was}: Hold,
  {table: is}: Hold,
  old: readonly ServerLine[],
  now: readonly ServerLine[],
  sides: Sides,
): readonly Move[] {
  if (was === undefined) return []
  const {isEmpty, why} = tableMove(was, is, sides)
  return isEmpty ? why : [...why, ...heldMoves(old, now)]
}

type Table = NonNullable<Hold['table']>

/** What becomes of the table itself, and whether it then knows nobody any more. */
function tableMove(was: Table, is: Table | undefined, sides: Sides): {readonly isEmpty: boolean; readonly why: readonly Move[]} {
  const empty = (text: string) => ({isEmpty: true, why: [{who: 'all', text}] as const})
  if (is === undefined) return empty('No table holds clients any more: all of them are balanced anew.')
  if (was.key !== is.key || was.owner !== is.owner)
    return empty('Clients are told apart in another way: what the table knows fits them no more, and all of them may be balanced anew.')
  const fate = fateOf(was, is, sides)
  if (fate === 'lost') return empty(`A ${sides.how} empties the table, for nobody hands it over: all clients are balanced anew.`)
  const doubts = [
    fate === 'unknown' &&
      'Only another load balancer can give the table back: restart one after the other, or all clients are balanced anew.',
    was.terms !== is.terms && 'The table is of another size or memory: it may forget clients earlier than it did.',
  ]
  return {isEmpty: false, why: doubts.filter(text => text !== false).map(text => ({who: 'unknown', text}))}
}

/** Who is held to a node by what a table knows of it: its number. */
function heldMoves(old: readonly ServerLine[], now: readonly ServerLine[]): readonly Move[] {
  const heirs = new Map(now.map(server => [server.name, server]))
  return old.flatMap(server => {
    const heir = heirs.get(server.name)
    if (heir !== undefined && heir.id !== server.id && / id \d/.test(` ${server.rest}`))
      return [{who: 'some', text: `Clients of \`${server.name}\` are lost: the table knows it by another number.`} as const]
    return server.isDisabled ? [] : moveTo(server, heir, 'whom the table knows')
  })
}

/** What becomes of clients that are held to a server, and meet `heir` from now on. */
function moveTo(server: ServerLine, heir: ServerLine | undefined, whose: string): readonly Move[] {
  const clients = `Clients of \`${server.name}\`, ${whose},`
  if (heir === undefined) return [{who: 'some', text: `${clients} go to other nodes.`}]
  if (heir.isDisabled) return [{who: 'some', text: `${clients} go to other nodes while it is in maintenance.`}]
  if (heir.name !== server.name) return [{who: 'some', text: `${clients} go to \`${heir.name}\`.`}]
  if (heir.address !== server.address) return [{who: 'some', text: `${clients} meet ${heir.address} in place of ${server.address}.`}]
  return []
}

function hashMoves(was: Hold, is: Hold, old: readonly ServerLine[], now: readonly ServerLine[]): readonly Move[] {
  if (was.hash === undefined) return []
  const whom = (is.cookie ?? is.table) ? 'Of those who have no node yet' : 'Of all clients'
  if (was.hash.key !== is.hash?.key)
    return [{who: 'all', percent: 100, text: `${whom}, each may get another node: the balancing is another.`}]
  const share = movedShare(old, now, is.hash.isConsistent)
  if (share === undefined) return [{who: 'some', text: `${whom}, nearly all get another node: the hash is spread anew.`}]
  const percent = Math.round(share * 100)
  if (share < 1e-9) return []
  const why = is.hash.isConsistent
    ? 'the ring of nodes changes'
    : 'the hash is spread anew over other nodes or weights (`consistent` moves fewer)'
  return [{who: percent === 100 ? 'all' : 'some', percent, text: `${whom}, about ${Math.max(1, percent)} in 100 get another node: ${why}.`}]
}

const emptyMoves = (old: readonly ServerLine[], now: readonly ServerLine[]): readonly Move[] =>
  takingPart(old).length > 0 && takingPart(now).length === 0 ? [{who: 'all', text: 'No node is left that takes new clients.'}] : []

/** Slots that the DNS fills are empty when a process starts, and need not get the nodes that they had. */
function slotMoves({table, hash}: Hold, {lines}: Section, how: Way): readonly Move[] {
  const hasSlots = lines.some(line => line.startsWith('server-template '))
  if (!hasSlots || (table ?? hash) === undefined || (how !== 'reload' && how !== 'restart')) return []
  return [{who: 'unknown', text: 'Nodes that the DNS names may get other places than they had, and so other clients.'}]
}

function strangeMoves(before: Section, after: Section): readonly Move[] {
  const relevant = (section: Section): readonly string[] => section.lines.filter(line => !harmless.test(line) && !known.test(line))
  const strange = directivesThatDiffer(relevant(before), relevant(after))
  return strange.length === 0 ? [] : [{who: 'unknown', text: `lbgen cannot tell what this does to clients: ${quoted(strange)}.`}]
}

/** What differs for all backends at once. */
function wideMoves({before, after}: Sides): readonly Moves[] {
  const lines = (sections: readonly Section[]): readonly string[] => [
    ...sectionIn(sections, 'defaults').lines.filter(line => !harmless.test(line)),
    ...sectionIn(sections, 'global').lines.filter(line => line.startsWith('nbproc ')),
    ...sections
      .filter(({kind}) => !/^(global|defaults|frontend|backend|peers|resolvers)$/.test(kind))
      .flatMap(section => [`${section.kind} ${section.name}`, ...section.lines]),
  ]
  const strange = directivesThatDiffer(lines(before), lines(after))
  return strange.length === 0
    ? []
    : [{service: undefined, who: 'unknown', text: `lbgen cannot tell what this does to clients: ${quoted(strange)}.`}]
}
