import type {Report} from '../findings/finding.ts'
import {suggest} from '../findings/nearest-word.ts'
import {pointer} from '../spec/pointer.ts'
import type {ListNode} from '../spec/tree.ts'
import {kinds} from './kinds.ts'
import {type SpecText, dereference, entryAt} from './spec-text.ts'
import {type Values, listOf, mapOf, namedNode, own} from './values.ts'

/** The names of all nodes that any file of the spec defines. */
export const nodeNames = (specs: readonly SpecText[]): readonly string[] => namesUnder(specs, 'nodes')

/** The names of all services that any file of the spec defines. */
export const serviceNames = (specs: readonly SpecText[]): readonly string[] => namesUnder(specs, 'services')

const namesUnder = (specs: readonly SpecText[], key: string): readonly string[] => [
  ...new Set(specs.flatMap(({value}) => Object.keys(mapOf(value[key])))),
]

/** What a service says about its nodes, in the last file that says anything: of included lists, the later replaces the earlier. */
export function nodesOf(specs: readonly SpecText[], service: string): {readonly spec: SpecText; readonly value: unknown} | undefined {
  const spec = specs.findLast(({value}) => serviceIn(value, service)['nodes'] !== undefined)
  return spec && {spec, value: serviceIn(spec.value, service)['nodes']}
}

export const serviceIn = (value: Values, service: string): Values => mapOf(own(mapOf(value['services']), service))

/** A node's fields as the files define them together, the later wins. */
export function nodeFields(specs: readonly SpecText[], name: string): Values {
  const written = specs.map(({value}) => own(mapOf(value['nodes']), name))
  return Object.assign({}, ...written.map(node => (typeof node === 'string' ? {address: node} : mapOf(node))))
}

/** The names of a service's own list; undefined when it has none and uses all nodes, or chooses them by tag. */
export function listedNodes(specs: readonly SpecText[], service: string): readonly (string | undefined)[] | undefined {
  return listOf(nodesOf(specs, service)?.value)?.map(namedNode)
}

/** Whether the DNS names the nodes of a service. */
export const isDiscovered = (specs: readonly SpecText[], service: string): boolean =>
  mapOf(nodesOf(specs, service)?.value)['dns'] !== undefined

/** The list of nodes of one service (or application) as it stands in a file, wherever an alias or a merge leads; undefined when there is none. */
export function listNodeAt({root}: SpecText, path: readonly string[]): ListNode | undefined {
  const entry = entryAt(root, path)
  const list = entry && dereference(entry.value)
  return list?.kind === 'list' ? list : undefined
}

/** Whether a service has this name; reports LB052 if not. */
export function isService(specs: readonly SpecText[], name: string, report: Report): boolean {
  const names = serviceNames(specs)
  if (names.includes(name)) return true
  const source = specs.at(-1)?.source
  const hint = suggest(name, names, 'Services are defined under `services`.')
  report({
    ...kinds.noSuchService,
    message: `There is no service \`${name}\`.`,
    hint,
    path: '/services',
    part: 'key',
    ...(source && {source}),
  })
  return false
}

/** Whether a node has this name; reports LB051 if not. */
export function isNode(specs: readonly SpecText[], name: string, report: Report): boolean {
  const names = nodeNames(specs)
  if (names.includes(name)) return true
  const source = specs.at(-1)?.source
  const hint = suggest(name, names, 'Nodes are defined under `nodes`.')
  report({...kinds.noSuchNode, message: `There is no node \`${name}\`.`, hint, path: '/nodes', part: 'key', ...(source && {source})})
  return false
}

/** Reports LB054: the service chooses its nodes without a list in which one could be changed. */
export function reportNoList(specs: readonly SpecText[], service: string, reason: string, hint: string, report: Report): void {
  const spec = nodesOf(specs, service)?.spec ?? specs.findLast(({value}) => mapOf(value['services'])[service] !== undefined)
  const entry = spec && (entryAt(spec.root, ['services', service, 'nodes']) ?? entryAt(spec.root, ['services', service]))
  const place = spec && entry && {source: spec.source, span: {start: entry.key.start, end: entry.key.end}}
  report({...kinds.noNodeList, message: `Service \`${service}\` ${reason}.`, hint, path: pointer('', 'services', service), ...place})
}
