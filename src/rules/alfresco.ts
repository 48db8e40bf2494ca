import {type AlfrescoFeature, hasFeature} from '../model/applications/alfresco-releases.ts'
import {applicationsOf} from '../model/applications/of-kind.ts'
import type {AlfrescoApplication, AlfrescoRole, Cluster, Origin, Service} from '../model/cluster.ts'

/** A service that leads to a part of Alfresco. */
export interface PartOfAlfresco {
  readonly application: AlfrescoApplication
  readonly role: AlfrescoRole
  readonly service: Service
  /** Where the role was named. */
  readonly origin: Origin
}

/** The services that lead to some parts of Alfresco. */
export const partsOfAlfresco = (cluster: Cluster, ...roles: readonly AlfrescoRole[]): readonly PartOfAlfresco[] =>
  applicationsOf(cluster, 'alfresco').flatMap(application =>
    application.services.filter(({role}) => roles.includes(role)).map(part => ({...part, application})),
  )

/** The services themselves, each once, however many applications name it; where a feature is named, of those that have it. */
export const servicesOfAlfresco = (cluster: Cluster, role: AlfrescoRole, feature?: AlfrescoFeature): readonly Service[] => [
  ...new Set(
    partsOfAlfresco(cluster, role)
      .filter(({application}) => feature === undefined || has(application, feature))
      .map(({service}) => service),
  ),
]

/** Whether an application's release has something. */
export const has = ({release}: AlfrescoApplication, feature: AlfrescoFeature): boolean => hasFeature(release.value, feature)

/** What is written of a property on any node, the last word first. */
export const writtenValues = ({properties, nodeProperties}: AlfrescoApplication, key: string): AlfrescoApplication['properties'] =>
  [...[...nodeProperties.values()].flat(), ...properties].filter(property => property.key === key)

/** A small spec with Alfresco on two nodes behind one service. */
export const alfrescoSpec = (service: string, application: string, nodes = '{alfresco1: 192.168.1.21, alfresco2: 192.168.1.22}'): string =>
  `lbgen: 1
name: alfresco
loadBalancers: {lb1: 192.168.1.10}
nodes: ${nodes}
services:
  ${service}
applications:
  repository: {kind: alfresco, ${application}}
`
