import type {AlfrescoApplication, Property} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {distinct} from './distinct.ts'
import {kinds} from './kinds.ts'
import {applicationProperties} from './settings.ts'
import {knownProperty, readsProperty} from './since.ts'

/** Reports LB815 and LB816: what is a node's own and nodes share, and what nodes have to share and do not. */
export function checkScope(application: AlfrescoApplication, report: Report): void {
  const byKey = new Map<string, Property[]>()
  for (const {name} of application.nodes) {
    for (const property of applicationProperties(application, name).filter(({key}) => readsProperty(application.release.value, key))) {
      byKey.set(property.key, [...(byKey.get(property.key) ?? []), property])
    }
  }
  for (const [key, list] of byKey) {
    const scope = knownProperty(key)?.scope
    if (scope === 'node') reportShared(application, list, report)
    if (scope === 'cluster') reportDivided(application, list, report)
  }
}

/** Values that are right on any node: the product's own variables, patterns of networks, every address. */
const isForAny = (value: string): boolean => /\$\{|\*|^(?:0\.0\.0\.0|::)?$/.test(value)

function reportShared({name}: AlfrescoApplication, list: readonly Property[], report: Report): void {
  const shared = list.find(({value}, index) => !isForAny(value) && list.findIndex(other => other.value === value) !== index)
  if (shared === undefined) return
  report({
    ...kinds.sharedNodeProperty,
    message: `Several nodes of application \`${name}\` get \`${shared.key}\` as \`${shared.value}\`, which is a node's own.`,
    hint: 'Write a value of its own for each node under `nodeProperties`.',
    path: shared.origin,
    part: 'key',
  })
}

function reportDivided({name, nodes}: AlfrescoApplication, list: readonly Property[], report: Report): void {
  const values = distinct(list, ({value}) => value)
  const odd = values.at(-1)
  if (odd === undefined || (values.length === 1 && list.length === nodes.length)) return
  report({
    ...kinds.dividedProperty,
    message: `The nodes of application \`${name}\` do not have the same \`${odd.key}\`, as all nodes of a cluster have to.`,
    hint: 'Write it under `properties`, once for all.',
    path: odd.origin,
    part: 'key',
  })
}
