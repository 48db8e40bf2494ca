import {dotted, pointer} from '../spec/pointer.ts'
import {MASK, isVariableName, safeText} from '../findings/secret-key.ts'
import {isReference, isSecretField} from '../spec/secret-field.ts'

/** A place where two values differ. */
export interface Difference {
  /** The steps of keys and names that lead there; items of lists that have a name go by it. */
  readonly steps: readonly string[]
  /** As people write it: `services.cifs.timeouts.client`. */
  readonly path: string
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered'
  /** What was there, and what is, as values; undefined where there is nothing. */
  readonly before: unknown
  readonly after: unknown
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

const isItems = (value: unknown): value is readonly Fields[] => Array.isArray(value) && value.length > 0 && value.every(isFields)

/** Maps whose order means something: who comes first in a pool, which header is written last. */
const ordered = [/^\/(nodes|services|loadBalancers|resolvers|certificates|applications)$/, /\/(set|add|properties)$/]

/** Every place where two values differ, down to single fields; of what came or went as a whole there is one difference. */
export function differencesBetween(before: unknown, after: unknown, steps: readonly string[] = []): readonly Difference[] {
  const at = (kind: Difference['kind'], was: unknown, is: unknown): readonly Difference[] => [
    {steps, path: dotted(pointer('', ...steps)) || 'the spec', kind, before: was, after: is},
  ]
  if (Object.is(before, after)) return []
  if (before === undefined) return at('added', undefined, after)
  if (after === undefined) return at('removed', before, undefined)
  if (isFields(before) && isFields(after)) return inFields(before, after, steps)
  if (isItems(before) && isItems(after)) return inItems(before, after, steps)
  return isSameList(before, after) ? [] : at('changed', before, after)
}

const isSameList = (before: unknown, after: unknown): boolean =>
  Array.isArray(before) && Array.isArray(after) && JSON.stringify(before) === JSON.stringify(after)

function inFields(before: Fields, after: Fields, steps: readonly string[]): readonly Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const inside = keys.flatMap(key => differencesBetween(before[key], after[key], [...steps, key]))
  const isOrdered = ordered.some(pattern => pattern.test(pointer('', ...steps)))
  return isOrdered ? [...inside, ...reordered(Object.keys(before), Object.keys(after), steps)] : inside
}

/** Whether those that are on both sides come in another order. */
function reordered(before: readonly string[], after: readonly string[], steps: readonly string[]): readonly Difference[] {
  const [old, now] = [before.filter(key => after.includes(key)), after.filter(key => before.includes(key))]
  if (old.every((key, index) => key === now[index])) return []
  return [{steps, path: dotted(pointer('', ...steps)), kind: 'reordered', before: old, after: now}]
}

/** Items that have names are matched by them, others by their places. */
function inItems(before: readonly Fields[], after: readonly Fields[], steps: readonly string[]): readonly Difference[] {
  const [old, now] = [namesOf(before), namesOf(after)]
  const hasNames = [old, now].every(names => names !== undefined && new Set(names).size === names.length)
  const [oldNames, newNames] = hasNames
    ? [old ?? [], now ?? []]
    : [before.map((_, index) => String(index)), after.map((_, index) => String(index))]
  const [one, other] = [toMap(oldNames, before), toMap(newNames, after)]
  const inside = [...new Set([...oldNames, ...newNames])].flatMap(name =>
    differencesBetween(one.get(name), other.get(name), [...steps, name]),
  )
  return hasNames ? [...inside, ...reordered(oldNames, newNames, steps)] : inside
}

const toMap = (names: readonly string[], items: readonly Fields[]): ReadonlyMap<string, Fields> =>
  new Map(names.flatMap((name, index) => (items[index] ? [[name, items[index]]] : [])))

/** Names of items: of a service's nodes the node, of listeners where they listen. */
function namesOf(items: readonly Fields[]): readonly string[] | undefined {
  const names = items.map(({node, address, ports}) => {
    if (typeof node === 'string') return node
    return ports === undefined ? undefined : `${typeof address === 'string' ? address : '*'}:${plainPorts(ports)}`
  })
  return names.every(name => name !== undefined) ? names : undefined
}

const plainPorts = (ports: unknown): string => [ports].flat().map(String).join(',')

/** A value as one line, short, and without secrets that were written out. */
export function shown(value: unknown, steps: readonly string[]): string {
  const safe = withoutSecrets(value, steps)
  return typeof safe === 'string' && /^[^\s,[\]{}"]+$/.test(safe) ? safe : JSON.stringify(safe)
}

function withoutSecrets(value: unknown, steps: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, index) => withoutSecrets(item, [...steps, String(index)]))
  if (isFields(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutSecrets(part, [...steps, key])]))
  if (typeof value === 'boolean' || isReference(steps)) return steps.at(-1) !== 'env' || isVariableName(String(value)) ? value : MASK
  if (isSecretField(steps)) return MASK
  return typeof value === 'string' ? safeText(value) : value
}
