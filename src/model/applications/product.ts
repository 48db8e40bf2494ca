import type {Report} from '../../findings/finding.ts'
import {listWords, suggest} from '../../findings/nearest-word.ts'
import {pointer} from '../../spec/pointer.ts'
import type {Application, Node, Origin, Product, Property, Service} from '../cluster.ts'
import {kinds} from '../kinds.ts'
import {sourced} from '../origin.ts'

/** What the builders of all products ask of the rest of the spec. */
export interface Neighbours {
  readonly nodes: ReadonlyMap<string, Node>
  readonly services: readonly Service[]
  /** All that there are, built or not. */
  readonly applications: Readonly<Record<string, {readonly kind: Application['kind']['value']}>>
  /** What stands at a place, as it is written. */
  readonly textAt: (path: Origin) => string | undefined
  readonly report: Report
}

interface Fields<Kind, Role extends string> {
  readonly kind: Kind
  readonly release: string
  readonly nodes: 'all' | readonly string[]
  readonly services?: {readonly [role in Role]?: string}
}

/** What every product has. Reports LB102 and LB105. */
export function buildProduct<Kind, Role extends string>(
  name: string,
  origin: Origin,
  fields: Fields<Kind, Role>,
  neighbours: Neighbours,
): Product<Kind, Role> {
  const {nodes, services = {}} = fields
  return {
    origin,
    name,
    kind: sourced(fields.kind, pointer(origin, 'kind')),
    release: sourced(fields.release, pointer(origin, 'release')),
    nodes:
      nodes === 'all'
        ? [...neighbours.nodes.values()]
        : nodes.flatMap((node, index) => findNode(node, pointer(origin, 'nodes', index), name, neighbours)),
    services: rolesOf<Role>(services).flatMap(([role, service]) =>
      findService(service, pointer(origin, 'services', role), name, neighbours).map(found => ({role, ...found})),
    ),
  }
}

/** Keys and values of a properties file; numbers and booleans as they are written. */
export const buildProperties = (
  values: Readonly<Record<string, string | number | boolean>>,
  base: Origin,
  {textAt}: Neighbours,
): readonly Property[] =>
  Object.entries(values).map(([key, value]) => {
    const origin = pointer(base, key)
    return {key, value: typeof value === 'string' ? value : (textAt(origin) ?? String(value)), origin}
  })

/** The node of that name as a list of one; reports LB102 when there is none, or none that the application runs on. */
export function findNode(
  node: string,
  path: Origin,
  application: string,
  {nodes, report}: Neighbours,
  {among = [...nodes.values()], part = 'value'}: {readonly among?: readonly Node[]; readonly part?: 'key' | 'value'} = {},
): readonly Node[] {
  const found = nodes.get(node)
  if (found !== undefined && among.includes(found)) return [found]
  const message =
    found === undefined
      ? `Application \`${application}\` names node \`${node}\`, which is not defined.`
      : `Application \`${application}\` does not run on node \`${node}\`.`
  const names = among.map(({name}) => name)
  report({...kinds.unknownNode, message, hint: suggest(node, names, 'Nodes are defined under `nodes`.'), path, part})
  return []
}

/** The service of that name as a list of one; reports LB105 when there is none. */
export function findService(name: string, path: Origin, application: string, {services, report}: Neighbours) {
  const service = services.find(each => each.name === name)
  if (service !== undefined) return [{service, origin: path}]
  const known = services.map(each => each.name)
  report({
    ...kinds.unknownService,
    message: `Application \`${application}\` is published by service \`${name}\`, which is not defined.`,
    hint: suggest(name, known, `Services are defined under \`services\`: ${listWords(known, 'and')}.`),
    path,
  })
  return []
}

/** The schema knows the roles: there are no others. */
const rolesOf = <Role extends string>(services: {readonly [role in Role]?: string}): readonly [Role, string][] =>
  Object.entries(services) as [Role, string][]
