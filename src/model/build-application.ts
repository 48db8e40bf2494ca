import type {Report} from '../findings/finding.ts'
import {listWords, suggest} from '../findings/nearest-word.ts'
import {pointer} from '../spec/pointer.ts'
import type {Application, Node, Origin, Property, Service} from './cluster.ts'
import {kinds} from './kinds.ts'
import {sourced} from './origin.ts'
import type {ResolvedApplication} from './resolve.ts'

/** A product on the nodes. Reports LB102 and LB105. */
export function buildApplication(
  name: string,
  fields: ResolvedApplication,
  nodes: ReadonlyMap<string, Node>,
  services: readonly Service[],
  textAt: (path: Origin) => string | undefined,
  report: Report,
): Application {
  const origin = pointer('/applications', name)
  const properties = (values: ResolvedApplication['properties'], base: Origin): readonly Property[] =>
    Object.entries(values).map(([key, value]) => {
      const path = pointer(base, key)
      return {key, value: typeof value === 'string' ? value : (textAt(path) ?? String(value)), origin: path}
    })
  const named =
    fields.nodes === 'all'
      ? [...nodes.values()]
      : fields.nodes.flatMap((node, index) => findNode(node, pointer(origin, 'nodes', index), name, nodes, report))
  const own = pointer(origin, 'nodeProperties')
  return {
    origin,
    name,
    kind: sourced(fields.kind, pointer(origin, 'kind')),
    release: sourced(fields.release, pointer(origin, 'release')),
    nodes: named,
    services: Object.entries(fields.services ?? {}).flatMap(([role, service]) =>
      findService(role, service, pointer(origin, 'services', role), name, services, report),
    ),
    properties: properties(fields.properties, pointer(origin, 'properties')),
    nodeProperties: new Map(
      Object.entries(fields.nodeProperties).flatMap(([node, values]) =>
        findNode(node, pointer(own, node), name, nodes, report, named).map(() => [node, properties(values, pointer(own, node))]),
      ),
    ),
  }
}

/** The node of that name as a list of one; reports LB102 when there is none, or none that the application runs on. */
function findNode(
  node: string,
  path: Origin,
  application: string,
  nodes: ReadonlyMap<string, Node>,
  report: Report,
  among: readonly Node[] = [...nodes.values()],
): readonly Node[] {
  const found = nodes.get(node)
  if (found !== undefined && among.includes(found)) return [found]
  const message =
    found === undefined
      ? `Application \`${application}\` names node \`${node}\`, which is not defined.`
      : `Application \`${application}\` does not run on node \`${node}\`.`
  report({
    ...kinds.unknownNode,
    message,
    hint: suggest(
      node,
      among.map(({name}) => name),
      'Nodes are defined under `nodes`.',
    ),
    path,
    part: path.includes('/nodeProperties/') ? 'key' : 'value',
  })
  return []
}

function findService(
  role: string,
  service: string,
  path: Origin,
  application: string,
  services: readonly Service[],
  report: Report,
): Application['services'] {
  const found = services.find(({name}) => name === service)
  if (found !== undefined && role === 'cifs') return [{role, service: found, origin: path}]
  const known = services.map(({name}) => name)
  report({
    ...kinds.unknownService,
    message: `Application \`${application}\` is published by service \`${service}\`, which is not defined.`,
    hint: suggest(service, known, `Services are defined under \`services\`: ${listWords(known, 'and')}.`),
    path,
  })
  return []
}
