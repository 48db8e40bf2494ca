import fc from 'fast-check'
import {type Json, isMap} from '../rich-spec.ts'
import {type Strangers, filler} from './fill.ts'
import type {Names} from './meanings.ts'
import {type Part, schema} from './schema.ts'
import {name} from './texts.ts'

export type Spec = Readonly<Record<string, Json>>

const namesOf = (minLength: number, maxLength: number): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(name, {minLength, maxLength, selector: text => text.toLowerCase(), size: 'max'})

/** How many: one or two for most specs, and all that there may be for some. */
const several = (most: number): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    {weight: 5, arbitrary: namesOf(1, Math.min(most, 3))},
    {weight: 3, arbitrary: namesOf(1, Math.min(most, 8))},
    {weight: 1, arbitrary: namesOf(1, most)},
  )

/** The names of everything; machines differ in more than case. */
const names: fc.Arbitrary<Names> = fc
  .record({
    loadBalancers: namesOf(1, 3),
    nodes: several(40),
    certificates: namesOf(1, 4),
    services: several(30),
    tags: namesOf(1, 3),
    resolvers: namesOf(1, 2),
  })
  .map(all => {
    const taken = new Set(all.loadBalancers.map(one => one.toLowerCase()))
    const nodes = all.nodes.filter(one => !taken.has(one.toLowerCase()))
    return {...all, nodes: nodes.length === 0 ? ['the-node'] : nodes}
  })

/** A map of parts by names that are given. */
const byName = (fill: (part: Part, place: string) => fc.Arbitrary<Json>, key: string, given: readonly string[]): fc.Arbitrary<Json> => {
  const {additionalProperties} = schema.properties?.[key] ?? {}
  const part = typeof additionalProperties === 'object' ? additionalProperties : {}
  return fc
    .tuple(...given.map(() => fill(part, `${key}{}`)))
    .map(values => Object.fromEntries(given.map((one, index) => [one, values[index] ?? null])))
}

const {
  loadBalancers: _lb,
  nodes: _nodes,
  certificates: _certificates,
  services: _services,
  resolvers: _resolvers,
  ...rest
} = schema.properties ?? {}

/** The whole but for the maps whose names the rest refers to. */
const settings: Part = {type: 'object', properties: rest, required: ['lbgen', 'name']}

/** Services that share a table are alike but by a rare chance: whose table it is takes after the one that asks. */
function withKin(services: Json): Json {
  if (!isMap(services)) return services
  const kin: Record<string, Json> = {...services}
  for (const [own, service] of Object.entries(services)) {
    const {persistence, nodes, mode} = isMap(service) ? service : {}
    const {with: owner, ...table} = isMap(persistence) ? persistence : {}
    const other = typeof owner === 'string' && owner !== own ? kin[owner] : undefined
    if (typeof owner !== 'string' || !isMap(other)) continue
    const {nodes: _nodes, mode: _mode, ...rest} = other
    kin[owner] = {...rest, persistence: table, ...(nodes !== undefined && {nodes}), ...(mode !== undefined && {mode})}
  }
  return kin
}

/** A Share shows a repository of the same spec: the one that there is, or else one that is made for it. */
function withRepository(applications: Json | undefined): Record<string, Json> {
  const all: Record<string, Json> = isMap(applications) ? {...applications} : {}
  const kindOf = (name: string): Json | undefined => (isMap(all[name]) ? all[name]['kind'] : undefined)
  const shares = Object.keys(all).filter(name => kindOf(name) === 'alfresco-share')
  if (shares.length === 0) return all
  const shown = Object.keys(all).find(name => kindOf(name) === 'alfresco') ?? 'the-repository'
  all[shown] ??= {kind: 'alfresco', release: '7.4'}
  for (const name of shares) all[name] = {...(isMap(all[name]) ? all[name] : {}), repository: shown}
  return all
}

/** Specs that the schema takes, with all fields mixed; their parts name one another. */
export const spec: fc.Arbitrary<Spec> = names.chain(given => {
  const fill = filler(given)
  return fc
    .tuple(
      fill(settings, ''),
      fc.record({
        loadBalancers: byName(fill, 'loadBalancers', given.loadBalancers),
        nodes: byName(fill, 'nodes', given.nodes),
        certificates: byName(fill, 'certificates', given.certificates),
        services: byName(fill, 'services', given.services),
        resolvers: byName(fill, 'resolvers', given.resolvers),
      }),
    )
    .map(([rest, named]) => ({
      ...(rest as Spec),
      ...named,
      services: withKin(named.services),
      ...(isMap(rest) && 'applications' in rest && {applications: withRepository(rest['applications'])}),
    }))
})

/** The spec of a seed: the same for ever, as long as the schema stays. */
export const specOf = (seed: number): Spec => fc.sample(spec, {seed, numRuns: 1})[0] ?? {}

/** What of the schema the generator cannot fill with sense. */
export function strangersIn(): readonly string[] {
  const strangers: Strangers = new Set()
  const fill = filler({loadBalancers: ['a'], nodes: ['a'], certificates: ['a'], services: ['a'], tags: ['a'], resolvers: ['a']}, strangers)
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    const {additionalProperties} = field
    if (['loadBalancers', 'nodes', 'certificates', 'services', 'resolvers'].includes(key) && typeof additionalProperties === 'object')
      fill(additionalProperties, `${key}{}`)
    else fill(field, key)
  }
  return [...strangers]
}
