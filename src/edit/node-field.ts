import type {Report, Source} from '../findings/finding.ts'
import {listWords} from '../findings/nearest-word.ts'
import {pointer} from '../spec/pointer.ts'
import type {YamlNode} from '../spec/tree.ts'
import {clearField, setField} from './field.ts'
import {kinds} from './kinds.ts'
import {
  isDiscovered,
  isNode,
  isService,
  listNodeAt,
  listedNodes,
  nodeFields,
  nodeNames,
  nodesOf,
  reportNoList,
  serviceNames,
} from './members.ts'
import {type FieldValue, type Quote, quoteOf} from './scalar.ts'
import {type Edited, type Plan, type SpecText, dereference, entryAt, finish, openSpecs, ownEntry, textOf} from './spec-text.ts'
import {type Values, changeAt, listOf, mapOf, namedNode, withEntry, withoutEntry} from './values.ts'

/** What a field is changed on: a node for all services, or its entry in the list of one service. */
export interface Target {
  readonly node: string
  readonly service?: string
}

/** `drain-node`: no new clients. Reports as `setNodeField` does. */
export const drainNode = (sources: readonly Source[], target: Target, report: Report): readonly Edited[] | undefined =>
  setNodeField(sources, target, 'state', 'drain', report)

/** `set-weight`. Reports as `setNodeField` does. */
export const setWeight = (sources: readonly Source[], target: Target, weight: number, report: Report): readonly Edited[] | undefined =>
  setNodeField(sources, target, 'weight', weight, report)

/**
 * The file that changes when a node's field gets a value, in the last file that sets it or else the last that has the node.
 * A short form becomes a map: `a: 10.0.0.1` turns into `a: {address: 10.0.0.1, state: drain}`; `- a` into `- {node: a, weight: 3}`.
 * `sources` are the included files in order and the spec itself last. Empty, with LB060, when it has that value already; undefined
 * when refused: reports LB051, LB052, LB054 (the service has no list), LB055 (its list lacks the node), LB058, LB059.
 */
export function setNodeField(
  sources: readonly Source[],
  target: Target,
  field: string,
  value: FieldValue,
  report: Report,
): readonly Edited[] | undefined {
  const found = openTarget(sources, target, report)
  if (found === undefined) return undefined
  const {specs, holders} = found
  const home = holders.findLast(spec => fieldsIn(spec, target)[field] !== undefined) ?? holders.at(-1)
  if (home !== undefined && fieldsIn(home, target)[field] === value)
    return nothingToChange(target, `has \`${field}: ${String(value)}\``, report)
  return finish(specs, spec => (spec === home ? setPlan(spec, target, field, value) : unchanged), report)
}

/**
 * `enable-node`: the file or files that change when a node's state is ready again. Draining and enabling restores the text byte for
 * byte: a map that holds exactly what draining a short form makes of it becomes the short form again (draining `{address: …}` writes
 * `state` in front, so that the two are told apart). Where the state comes through a merge key, `state: ready` is written over it.
 * Reports as `setNodeField` does, and LB061 when the node is still drained elsewhere.
 */
export function enableNode(sources: readonly Source[], target: Target, report: Report): readonly Edited[] | undefined {
  const found = openTarget(sources, target, report)
  if (found === undefined) return undefined
  const {specs, holders} = found
  reportOtherStates(specs, target, report)
  const limiting = holders.filter(spec => isLimited(fieldsIn(spec, target)))
  if (limiting.length === 0) return nothingToChange(target, 'is ready', report)
  return finish(specs, spec => (limiting.includes(spec) ? clearPlan(spec, target) : unchanged), report)
}

const unchanged: Plan = {edits: [], about: undefined, wanted: value => value}

const isLimited = ({state}: Values): boolean => state !== undefined && state !== 'ready'

function nothingToChange({node, service}: Target, claim: string, report: Report): readonly Edited[] {
  const where = service === undefined ? '' : ` in service \`${service}\``
  report({...kinds.nothingToChange, message: `Node \`${node}\` ${claim} already${where}.`})
  return []
}

/** The files of the spec, and those that hold the target's fields. */
function openTarget(
  sources: readonly Source[],
  target: Target,
  report: Report,
): {readonly specs: readonly SpecText[]; readonly holders: readonly SpecText[]} | undefined {
  const specs = openSpecs(sources, report)
  if (specs === undefined || !isNode(specs, target.node, report)) return undefined
  if (target.service === undefined) return {specs, holders: specs.filter(({value}) => mapOf(value['nodes'])[target.node] !== undefined)}
  if (!isService(specs, target.service, report) || !isListed(specs, target.node, target.service, report)) return undefined
  const holder = nodesOf(specs, target.service)?.spec
  return {specs, holders: holder === undefined ? [] : [holder]}
}

function isListed(specs: readonly SpecText[], node: string, service: string, report: Report): boolean {
  const listed = listedNodes(specs, service)
  if (listed?.includes(node) === true) return true
  if (listed === undefined) reportUnlisted(specs, service, report)
  else reportNotListed(specs, node, service, listed, report)
  return false
}

/** Reports LB054: there is no list, and so no entry of the node's. */
function reportUnlisted(specs: readonly SpecText[], service: string, report: Report): void {
  if (isDiscovered(specs, service)) {
    reportNoList(specs, service, 'finds its nodes in the DNS', 'Leave the service out to change the node for those that use it.', report)
    return
  }
  const hint = `Write \`nodes: [${nodeNames(specs).join(', ')}]\` on the service first, or leave the service out to change the node for all.`
  reportNoList(specs, service, 'has no list of nodes in which one could differ', hint, report)
}

/** Reports LB055, at the list. */
function reportNotListed(
  specs: readonly SpecText[],
  node: string,
  service: string,
  listed: NonNullable<ReturnType<typeof listedNodes>>,
  report: Report,
): void {
  const spec = nodesOf(specs, service)?.spec
  const list = spec && listNodeAt(spec, ['services', service, 'nodes'])
  const names = listed.filter(name => name !== undefined)
  report({
    ...kinds.nodeNotListed,
    message: `Service \`${service}\` does not list node \`${node}\`.`,
    hint: `It lists ${listWords(names, 'and')}.`,
    path: pointer('/services', service, 'nodes'),
    ...(spec && list && {source: spec.source, span: {start: list.start, end: list.end}}),
  })
}

/** The fields that one file gives the target. */
function fieldsIn({value}: SpecText, {node, service}: Target): Values {
  if (service === undefined) return mapOf(mapOf(value['nodes'])[node])
  const {nodes} = mapOf(mapOf(value['services'])[service])
  return mapOf(listOf(nodes)?.find(item => namedNode(item) === node))
}

/** The value in the text that stands for the target. */
function placeOf(spec: SpecText, {node, service}: Target): YamlNode | undefined {
  if (service === undefined) return entryAt(spec.root, ['nodes', node])?.value
  return listNodeAt(spec, ['services', service, 'nodes'])?.items.find(item => {
    const value = dereference(item)
    return textOf((value.kind === 'map' ? entryAt(value, ['node'])?.value : undefined) ?? value) === node
  })
}

function setPlan(spec: SpecText, target: Target, field: string, value: FieldValue): Plan {
  const place = placeOf(spec, target)
  const edits = place && setField(spec.source.text, place, {...formOf(spec, target), field, value})
  return {edits, about: place, wanted: normal => changeTarget(normal, target, fields => withField(fields, field, value))}
}

function clearPlan(spec: SpecText, target: Target): Plan {
  const place = placeOf(spec, target)
  const edits = place && clearField(spec.source.text, place, {...formOf(spec, target), field: 'state', value: 'ready'})
  return {edits, about: place, wanted: normal => changeTarget(normal, target, fields => withoutEntry(fields, 'state'))}
}

const formOf = ({root}: SpecText, {service}: Target): {readonly shortKey: string; readonly quote: Quote} => ({
  shortKey: service === undefined ? 'address' : 'node',
  quote: quoteOf(ownEntry(root, service === undefined ? 'nodes' : 'services')?.key),
})

const withField = (fields: Values, field: string, value: FieldValue): Values =>
  field === 'state' && value === 'ready' ? withoutEntry(fields, field) : withEntry(fields, field, value)

function changeTarget(value: Values, {node, service}: Target, change: (fields: Values) => Values): Values {
  if (service === undefined) return changeAt(value, ['nodes', node], fields => change(mapOf(fields)))
  return changeAt(value, ['services', service, 'nodes'], items => {
    const index = listOf(items)?.findIndex(item => namedNode(item) === node)
    return listOf(items)?.map((item, at) => (at === index ? change(mapOf(item)) : item))
  })
}

/** The more restrictive of a node's state and that of its entry in a service wins: says where the other one still holds clients off. */
function reportOtherStates(specs: readonly SpecText[], {node, service}: Target, report: Report): void {
  if (service !== undefined) {
    const {state} = nodeFields(specs, node)
    if (!isLimited({state})) return
    const hint = 'Enable the node itself too: the more restrictive of the two states wins.'
    report({
      ...kinds.stillLimited,
      message: `Node \`${node}\` itself still has \`state: ${String(state)}\`.`,
      hint,
      path: pointer('/nodes', node),
    })
    return
  }
  for (const name of serviceNames(specs)) {
    const {state} = mapOf(listOf(nodesOf(specs, name)?.value)?.find(item => namedNode(item) === node))
    const hint = `Enable it in service \`${name}\` too: the more restrictive of the two states wins.`
    const message = `Node \`${node}\` still has \`state: ${String(state)}\` in service \`${name}\`.`
    if (isLimited({state})) report({...kinds.stillLimited, message, hint, path: pointer('/services', name, 'nodes')})
  }
}
