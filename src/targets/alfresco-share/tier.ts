import {applicationsOf} from '../../model/applications/of-kind.ts'
import type {AlfrescoApplication, Cluster, Node, Service, ShareApplication, Sourced} from '../../model/cluster.ts'
import type {Host} from '../../model/endpoint.ts'

/** A Share with what the rest of the cluster says of it. */
export interface Tier {
  readonly cluster: Cluster
  readonly share: ShareApplication
  readonly repository: AlfrescoApplication | undefined
  /** The service that publishes Share; undefined: none is named. */
  readonly shareService: Service | undefined
  /** The one through which the repository is asked. */
  readonly repositoryService: Service | undefined
  /** How browsers call it; undefined: by address. */
  readonly serverName: Sourced<Host> | undefined
}

export const tiersOf = (cluster: Cluster): readonly Tier[] =>
  applicationsOf(cluster, 'alfresco-share').map(share => {
    const repository = applicationsOf(cluster, 'alfresco').find(({name}) => name === share.repository.value)
    return {
      cluster,
      share,
      repository,
      shareService: serviceOf(share, 'share') ?? serviceOf(repository, 'share'),
      repositoryService: serviceOf(share, 'repository') ?? serviceOf(repository, 'web'),
      serverName: share.serverName ?? repository?.serverName,
    }
  })

const serviceOf = <Role extends string>(
  application: {readonly services: readonly {readonly role: Role; readonly service: Service}[]} | undefined,
  role: Role,
): Service | undefined => application?.services.find(each => each.role === role)?.service

/** Where Tomcat listens unless it is told otherwise. */
const TOMCAT_PORT = 8080

/** The port of a service's program on a node. */
export function portOn(service: Service | undefined, node: Node): number | undefined {
  const port = service?.servers.find(server => server.node.name === node.name)?.port.value
  return port === 'same' ? undefined : port
}

export const sharePortOn = ({shareService}: Tier, node: Node): number => portOn(shareService, node) ?? TOMCAT_PORT

export const repositoryPortOn = ({share, repositoryService}: Tier, node: Node): number =>
  share.repositoryPort?.value ?? portOn(repositoryService, node) ?? TOMCAT_PORT

/** Whether HAProxy itself writes into the cookie of Tomcat's sessions. */
export const isPrefixed = (service: Service | undefined): boolean =>
  service?.persistence.type === 'cookie' && service.persistence.method.value === 'prefix' && service.persistence.name.value === 'JSESSIONID'
