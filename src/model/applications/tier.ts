import type {AlfrescoApplication, Cluster, Service, ShareApplication, Sourced} from '../cluster.ts'
import type {Host} from '../endpoint.ts'
import {applicationsOf} from './of-kind.ts'

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

/** Both services, each once. */
export const servicesOf = ({shareService, repositoryService}: Tier): readonly Service[] => [
  ...new Set([shareService, repositoryService].filter(service => service !== undefined)),
]

/** How long Tomcat keeps a connection on which nothing is asked: what its own server.xml has, and lbgen with it. */
export const TOMCAT_TIMEOUT_MS = 20_000

/** What lbgen tells Tomcat to take of headers: enough for the tickets of single sign-on, which come with each request. Alfresco's own sample. */
export const TICKET_BYTES = 32_768

/** Whether HAProxy itself writes into the cookie of Tomcat's sessions. */
export const isPrefixed = ({persistence}: Service): boolean =>
  persistence.type === 'cookie' && persistence.method.value === 'prefix' && persistence.name.value === 'JSESSIONID'

/** Whether a Tomcat that these services lead to writes the node's name behind each session's: HAProxy and Tomcat may not both. */
export const hasRoute = ({share}: Tier, services: readonly Service[]): boolean => share.jvmRoute?.value ?? !services.some(isPrefixed)
