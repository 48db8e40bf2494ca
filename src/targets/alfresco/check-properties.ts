import type {AlfrescoApplication, Cluster, Property} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {kinds} from './kinds.ts'
import {isPassword} from './password.ts'
import {alfrescoApplications, applicationProperties, distinct} from './settings.ts'
import type {NodeSettings} from './settings.ts'

/** Reports LB805, LB806, LB807 and LB811: what is wrong with the properties that the user wrote. */
export function checkProperties(cluster: Cluster, nodes: readonly NodeSettings[], report: Report): void {
  for (const application of alfrescoApplications(cluster)) {
    checkNodes(application, report)
    checkReserved(application, nodes, report)
    for (const list of [application.properties, ...application.nodeProperties.values()]) {
      checkRepeated(application, list, report)
      checkPasswords(list, report)
    }
  }
  checkConflicts(nodes, report)
}

function checkNodes({name, nodes, nodeProperties}: AlfrescoApplication, report: Report): void {
  const names = new Set(nodes.map(node => node.name))
  for (const [node, [first]] of nodeProperties) {
    if (first === undefined || names.has(node)) continue
    report({
      ...kinds.strayNodeProperties,
      message: `Application \`${name}\` has properties for node \`${node}\`, on which it does not run.`,
      hint: `Add \`${node}\` to the application's \`nodes\`, or remove its properties.`,
      path: first.origin,
      part: 'key',
    })
  }
}

function checkReserved(application: AlfrescoApplication, nodes: readonly NodeSettings[], report: Report): void {
  const own = new Set(application.nodes.map(({name}) => name))
  const told = nodes.filter(({node, loadBalancers}) => own.has(node) && loadBalancers.length > 0)
  const written = told.flatMap(({node, loadBalancers}) =>
    applicationProperties(application, node)
      .filter(({key}) => key === 'cifs.loadBalancerList')
      .map(property => ({property, value: loadBalancers.map(address => address.value).join(',')})),
  )
  for (const {property, value} of distinct(written, ({property: {origin}}) => origin)) {
    report({
      ...kinds.reservedProperty,
      message: `\`cifs.loadBalancerList\` is written in application \`${application.name}\`, and lbgen sets it to \`${value}\`.`,
      hint: 'Remove it: lbgen takes the value from `sourceAddress` or `address` of the load balancers.',
      path: property.origin,
      part: 'key',
    })
  }
}

function checkRepeated({name}: AlfrescoApplication, list: readonly Property[], report: Report): void {
  const kept = new Set(distinct(list, ({key}) => key))
  for (const property of list) {
    if (kept.has(property)) continue
    report({
      ...kinds.conflictingProperty,
      message: `Application \`${name}\` sets \`${property.key}\` twice.`,
      hint: 'Keep one of the two: Alfresco would take the last without a word.',
      path: property.origin,
      part: 'key',
    })
  }
}

/** Two applications on one node share its file. */
function checkConflicts(nodes: readonly NodeSettings[], report: Report): void {
  const conflicts = nodes.filter(({applications}) => applications.length > 1).flatMap(conflictsOn)
  for (const {node, first, second, property} of distinct(conflicts, conflict => conflict.property.origin)) {
    report({
      ...kinds.conflictingProperty,
      message: `Applications \`${first}\` and \`${second}\` both run on node \`${node}\` and set \`${property.key}\` to different values.`,
      hint: 'Give both the same value, or let them run on different nodes.',
      path: property.origin,
    })
  }
}

interface Conflict {
  readonly node: string
  readonly first: string
  readonly second: string
  readonly property: Property
}

function conflictsOn({node, applications}: NodeSettings): readonly Conflict[] {
  const firsts = new Map<string, {readonly application: string; readonly value: string}>()
  const conflicts: Conflict[] = []
  for (const application of applications) {
    for (const property of applicationProperties(application, node)) {
      const first = firsts.get(property.key)
      if (first === undefined) firsts.set(property.key, {application: application.name, value: property.value})
      else if (first.value !== property.value) conflicts.push({node, first: first.application, second: application.name, property})
    }
  }
  return conflicts
}

function checkPasswords(list: readonly Property[], report: Report): void {
  for (const {key, origin} of list.filter(isPassword)) {
    report({
      ...kinds.literalPassword,
      message: `The password \`${key}\` stands in the spec, and so in every file made from it.`,
      hint: 'Write it into the part of `alfresco-global.properties` that lbgen leaves alone, and remove it here.',
      path: origin,
      part: 'key',
    })
  }
}
