import {isMap} from '../spec/is-map.ts'

/** The value of a YAML map. */
export type Values = Readonly<Record<string, unknown>>

/** The map that a value is; an empty one for anything else. */
export const mapOf = (value: unknown): Values => (isMap(value) ? value : {})

/** The list that a value is; undefined for anything else. */
export const listOf = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined)

/** The node that an item of a service's list names. */
export function namedNode(item: unknown): string | undefined {
  const name = isMap(item) ? item['node'] : item
  return typeof name === 'string' ? name : undefined
}

/** A map with one entry put in or replaced. */
export const withEntry = (map: Values, key: string, value: unknown): Values => Object.fromEntries([...Object.entries(map), [key, value]])

export const withoutEntry = (map: Values, key: string): Values => Object.fromEntries(Object.entries(map).filter(([name]) => name !== key))

export const mapValues = (map: Values, change: (value: unknown, key: string) => unknown): Values =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]))

/** A map with the value at a path of keys changed; nothing happens where the path does not lead to a value. */
export function changeAt(map: Values, path: readonly string[], change: (value: unknown) => unknown): Values {
  const [key, ...rest] = path
  const value = key === undefined ? undefined : map[key]
  if (key === undefined || value === undefined) return map
  if (rest.length === 0) return withEntry(map, key, change(value))
  return isMap(value) ? withEntry(map, key, changeAt(value, rest, change)) : map
}

/**
 * A spec's value with its short forms written out, so that two texts of one meaning are equal: a node's address, a bare name in a
 * service's list, `state: ready`, `nodes` that hold none. What stands under `x-` keys is left out: it means something only where an alias uses it.
 */
export function normalise(spec: Values): Values {
  const known = Object.fromEntries(Object.entries(spec).filter(([key]) => !key.startsWith('x-')))
  const isEmpty = known['nodes'] === null || (isMap(known['nodes']) && Object.keys(known['nodes']).length === 0)
  const full = isEmpty ? withoutEntry(known, 'nodes') : known
  const withNodes = changeAt(full, ['nodes'], nodes => (isMap(nodes) ? mapValues(nodes, node => longForm(node, 'address')) : nodes))
  return changeAt(withNodes, ['services'], services => (isMap(services) ? mapValues(services, normaliseService) : services))
}

function normaliseService(service: unknown): unknown {
  const items = listOf(mapOf(service)['nodes'])
  return isMap(service) && items !== undefined
    ? withEntry(
        service,
        'nodes',
        items.map(item => longForm(item, 'node')),
      )
    : service
}

function longForm(value: unknown, key: string): unknown {
  const long = isMap(value) ? value : {[key]: value}
  return long['state'] === 'ready' ? withoutEntry(long, 'state') : long
}

/** Whether two values read from YAML are the same, whatever the order of keys; values that hold themselves are compared once. */
export function sameValue(a: unknown, b: unknown, compared = new Map<unknown, unknown>()): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  if (compared.get(a) === b) return true
  compared.set(a, b)
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && sameValue(value, right.get(key), compared))
}

/** What a map itself has under a name: names such as `constructor` are names like others. */
export const own = (map: Values, name: string): unknown => (Object.hasOwn(map, name) ? map[name] : undefined)
