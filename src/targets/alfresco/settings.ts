import {applicationsOf} from '../../model/applications/of-kind.ts'
import type {AlfrescoApplication, Cluster, Node, Property} from '../../model/cluster.ts'
import {distinct} from './distinct.ts'
import type {Facts, Row, Value} from './facts.ts'
import {addressRows} from './rows/addresses.ts'
import {clusteringRows} from './rows/clustering.ts'
import {cifsRows, ftpRows, nfsRows} from './rows/files.ts'
import {imapRows, smtpRows, sppRows} from './rows/mail.ts'
import {searchRows} from './rows/search.ts'
import {storeRows} from './rows/store.ts'
import {readsProperty} from './since.ts'

/** The parts of the file, in their order. */
const sections = {
  clustering: clusteringRows,
  store: storeRows,
  search: searchRows,
  addresses: addressRows,
  cifs: cifsRows,
  ftp: ftpRows,
  nfs: nfsRows,
  imap: imapRows,
  smtp: smtpRows,
  spp: sppRows,
} as const satisfies Record<string, readonly Row[]>

export type Section = keyof typeof sections

/** A line that lbgen makes. */
export type Setting = Value & {readonly key: string; readonly application: string}

/** Everything that one node's `alfresco-global.properties` says, whichever application says it. */
export interface NodeSettings {
  readonly node: Node
  readonly applications: readonly AlfrescoApplication[]
  readonly sections: Readonly<Record<Section, readonly Setting[]>>
  /** What the spec adds. */
  readonly properties: readonly Property[]
}

export const alfrescoApplications = (cluster: Cluster): readonly AlfrescoApplication[] => applicationsOf(cluster, 'alfresco')

/** The settings of every node that an Alfresco application runs on. */
export function nodeSettings(cluster: Cluster): readonly NodeSettings[] {
  const byNode = new Map<string, {readonly node: Node; readonly applications: AlfrescoApplication[]}>()
  for (const application of alfrescoApplications(cluster)) {
    for (const node of application.nodes) {
      const one = byNode.get(node.name) ?? {node, applications: []}
      one.applications.push(application)
      byNode.set(node.name, one)
    }
  }
  return [...byNode.values()].map(({node, applications}) => {
    const made = sectionsOf(cluster, node, applications)
    const keys = new Set(Object.values(made).flatMap(lines => lines.map(({key}) => key)))
    const added = applications.flatMap(application => applicationProperties(application, node.name))
    return {node, applications, sections: made, properties: distinct(added, ({key}) => key).filter(({key}) => !keys.has(key))}
  })
}

/** What all applications of a node make of each section; two different values for a key are reported elsewhere. */
function sectionsOf(cluster: Cluster, node: Node, applications: readonly AlfrescoApplication[]): NodeSettings['sections'] {
  const ofSection = (rows: readonly Row[]): readonly Setting[] =>
    distinct(
      applications.flatMap(application => settingsOf(rows, cluster, node, application, applications)),
      ({key}) => key,
    )
  const made = Object.entries(sections).map(([name, rows]) => [name, ofSection(rows)])
  // The cast is Object.fromEntries': the keys are those of `sections`.
  return Object.fromEntries(made) as NodeSettings['sections']
}

function settingsOf(
  rows: readonly Row[],
  cluster: Cluster,
  node: Node,
  application: AlfrescoApplication,
  applications: readonly AlfrescoApplication[],
): readonly Setting[] {
  const facts: Facts = {cluster, node, application, applications, release: application.release.value}
  return rows.flatMap(({key, value}) => {
    const found = readsProperty(facts.release, key) ? value(facts) : undefined
    return found === undefined ? [] : [{...found, key, application: application.name}]
  })
}

/** All that lbgen sets for one application on one node. */
export const madeFor = (cluster: Cluster, node: Node, application: AlfrescoApplication): readonly Setting[] =>
  Object.values(sections).flatMap(rows =>
    settingsOf(
      rows,
      cluster,
      node,
      application,
      alfrescoApplications(cluster).filter(({nodes}) => nodes.some(({name}) => name === node.name)),
    ),
  )

/** The properties of one application on one node: what stands under the node wins, in the other's place. */
export function applicationProperties({properties, nodeProperties}: AlfrescoApplication, node: string): readonly Property[] {
  const byKey = new Map([...properties, ...(nodeProperties.get(node) ?? [])].map(property => [property.key, property]))
  return [...byKey.values()]
}
