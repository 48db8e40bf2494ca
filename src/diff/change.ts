import type {Cluster, Service} from '../model/cluster.ts'
import type {ResolvedSpec} from '../model/resolve.ts'
import {type Difference, differencesBetween, shown} from './difference.ts'

/** What a change is, for machines and for the heading under which it is told. */
export type ChangeKind =
  | 'load-balancer-added'
  | 'load-balancer-removed'
  | 'node-added'
  | 'node-removed'
  | 'node-drained'
  | 'node-in-maintenance'
  | 'node-enabled'
  | 'weight'
  | 'address'
  | 'service-added'
  | 'service-removed'
  | 'listener-added'
  | 'listener-removed'
  | 'listener'
  | 'order'
  | 'field'

export interface Change {
  readonly kind: ChangeKind
  /** `services.cifs.timeouts.client`. */
  readonly path: string
  /** One line each; absent where there is nothing. */
  readonly before?: string
  readonly after?: string
  /** In words. */
  readonly text: string
}

/** What both sides of a comparison are: what is written with all defaults, and what it means. */
export interface Side {
  readonly resolved: ResolvedSpec
  readonly cluster: Cluster
}

/** What a kind of change is recognised by, and how it is told. The first row that fits counts. */
interface Row {
  readonly kind: ChangeKind
  /** Steps that lead to it; `*` is any one. */
  readonly at: readonly string[]
  readonly when?: (difference: Difference) => boolean
  readonly say?: (name: string, difference: Difference, sides: Sides) => string
}

interface Sides {
  readonly before: Side
  readonly after: Side
}

const added = ({kind}: Difference): boolean => kind === 'added'
const removed = ({kind}: Difference): boolean => kind === 'removed'
const is =
  (state: string) =>
  ({after}: Difference): boolean =>
    after === state

const states = [
  {kind: 'node-drained', state: 'drain', words: 'is drained: it keeps its clients and takes no new ones'},
  {kind: 'node-in-maintenance', state: 'maintenance', words: 'goes into maintenance: it serves nobody'},
  {kind: 'node-enabled', state: 'ready', words: 'is ready: it takes clients again'},
] as const

const nodeStates: readonly Row[] = states.map(({kind, state, words}) => ({
  kind,
  at: ['nodes', '*', 'state'],
  when: is(state),
  say: name => `node ${name} ${words}`,
}))

/** Of a service's word on a node and the node's own the stricter one counts: what is written need not come true. */
const serviceStates: readonly Row[] = states.map(({kind, state, words}) => ({
  kind,
  at: ['services', '*', 'nodes', '*', 'state'],
  when: is(state),
  say: (name, difference, {after}) => {
    const service = after.cluster.services.find(one => one.name === difference.steps[1])
    const isTrue = service?.servers.find(({node}) => node.name === name)?.state.value === state
    return `${inService(name, difference)} ${isTrue ? words : `is said to be ${state}, and the node is not`}`
  },
}))

const inService = (name: string, {steps}: Difference): string => `node ${name} in service ${steps[1] ?? ''}`
const arrow = ({before, after, steps}: Difference): string => `${show(before, steps)} -> ${show(after, steps)}`
const show = (value: unknown, steps: readonly string[]): string => (value === undefined ? 'nothing' : shown(value, steps))

const nodeOfService = ['services', '*', 'nodes', '*']

const rows: readonly Row[] = [
  {kind: 'load-balancer-added', at: ['loadBalancers', '*'], when: added, say: name => `load balancer ${name} is added`},
  {kind: 'load-balancer-removed', at: ['loadBalancers', '*'], when: removed, say: name => `load balancer ${name} is removed`},
  {kind: 'node-added', at: ['nodes', '*'], when: added, say: (name, _, {after}) => `node ${name} is added${usedIn('to', name, after)}`},
  {
    kind: 'node-removed',
    at: ['nodes', '*'],
    when: removed,
    say: (name, _, {before}) => `node ${name} is removed${usedIn('from', name, before)}`,
  },
  ...nodeStates,
  {kind: 'weight', at: ['nodes', '*', 'weight'], say: (name, difference) => `node ${name}: weight ${arrow(difference)}`},
  {kind: 'address', at: ['nodes', '*', 'address'], say: (name, difference) => `node ${name}: address ${arrow(difference)}`},
  {kind: 'service-added', at: ['services', '*'], when: added, say: name => `service ${name} is added`},
  {kind: 'service-removed', at: ['services', '*'], when: removed, say: name => `service ${name} is removed`},
  {kind: 'node-added', at: nodeOfService, when: added, say: (name, {steps}) => `node ${name} is added to service ${steps[1] ?? ''}`},
  {
    kind: 'node-removed',
    at: nodeOfService,
    when: removed,
    say: (name, {steps}) => `node ${name} is removed from service ${steps[1] ?? ''}`,
  },
  ...serviceStates,
  {
    kind: 'weight',
    at: ['services', '*', 'nodes', '*', 'weight'],
    say: (name, difference) => `${inService(name, difference)}: weight ${arrow(difference)}`,
  },
  {
    kind: 'listener-added',
    at: ['services', '*', 'listen', '*'],
    when: added,
    say: (name, {steps}) => `service ${steps[1] ?? ''} listens on ${name}`,
  },
  {
    kind: 'listener-removed',
    at: ['services', '*', 'listen', '*'],
    when: removed,
    say: (name, {steps}) => `service ${steps[1] ?? ''} no longer listens on ${name}`,
  },
  // It need not be written: an application's release decides it then.
  {
    kind: 'field',
    at: ['services', '*', 'check', 'release'],
    say: (name, difference) => `service ${name}: \`check\` asks what release ${arrow(difference)} of its application answers`,
  },
  {kind: 'listener', at: ['services', '*', 'listen', '*', '**']},
]

/** In words which services use a node. */
function usedIn(how: 'to' | 'from', node: string, {cluster: {services}}: Side): string {
  const names = services.filter(({servers}: Service) => servers.some(server => server.node.name === node)).map(({name}) => name)
  return names.length === 0 ? ', used by no service' : ` ${how} ${names.join(', ')}`
}

const fits = (at: readonly string[], steps: readonly string[]): boolean =>
  at.at(-1) === '**'
    ? steps.length >= at.length && fits(at.slice(0, -1), steps.slice(0, at.length - 1))
    : at.length === steps.length && at.every((step, index) => step === '*' || step === steps[index])

/** Everything that two specs, with all their defaults, say differently; in the order of the later one's fields. */
export function changesBetween(before: Side, after: Side): readonly Change[] {
  const differences = differencesBetween(before.resolved, after.resolved)
  const whole = new Set(differences.filter(isWholeNode).map(({steps, kind}) => `${kind} ${steps[1] ?? ''}`))
  // Of a node that comes or goes altogether it is said with it in which services.
  const isSaid = ({steps, kind}: Difference): boolean => fits(nodeOfService, steps) && whole.has(`${kind} ${steps[3] ?? ''}`)
  return differences.filter(one => !isSaid(one)).map(difference => changeFor(difference, {before, after}))
}

const isWholeNode = ({steps, kind}: Difference): boolean => fits(['nodes', '*'], steps) && (kind === 'added' || kind === 'removed')

function changeFor(difference: Difference, sides: Sides): Change {
  const {path, steps, before, after} = difference
  const {kind, text} = told(difference, sides)
  return {
    kind,
    path,
    ...(before !== undefined && {before: shown(before, steps)}),
    ...(after !== undefined && {after: shown(after, steps)}),
    text,
  }
}

/** What a difference is, and in words. */
function told(difference: Difference, sides: Sides): Pick<Change, 'kind' | 'text'> {
  const {kind, path, steps} = difference
  if (kind === 'reordered') return {kind: 'order', text: `${path}: another order`}
  const row = rows.find(({at, when}) => fits(at, steps) && (when?.(difference) ?? true))
  if (row === undefined) return {kind: 'field', text: fieldText(difference)}
  // Of what stands right before the field, or of the thing itself, the row tells the name.
  const name = steps[row.at.lastIndexOf('*')] ?? ''
  return {kind: row.kind, text: row.say?.(name, difference, sides) ?? fieldText(difference)}
}

function fieldText(difference: Difference): string {
  const {path, kind, before, after, steps} = difference
  if (kind === 'added') return `${path}: ${shown(after, steps)}`
  return kind === 'removed' ? `${path}: no longer ${shown(before, steps)}` : `${path} ${arrow(difference)}`
}
