import type {AlfrescoApplication, AlfrescoRole, Cluster, Origin, Service} from '../../model/cluster.ts'
import {distinct, grouped} from './distinct.ts'
import {alfrescoApplications} from './settings.ts'

/** What people call a part of Alfresco. */
export const titles: Readonly<Record<AlfrescoRole, string>> = {
  web: 'the repository',
  share: 'Share',
  cifs: 'CIFS',
  ftp: 'FTP',
  nfs: 'NFS',
  imap: 'IMAP',
  smtp: 'SMTP',
  spp: 'SharePoint protocol',
  solr: 'Solr',
}

/** The roles in which no HTTP is spoken. */
export const streamRoles: ReadonlySet<AlfrescoRole> = new Set(['cifs', 'ftp', 'nfs', 'imap', 'smtp'])

/** A service as the part of Alfresco that it leads to. */
export interface Part {
  readonly role: AlfrescoRole
  readonly service: Service
  readonly origin: Origin
  /** Those that name it so. */
  readonly applications: readonly AlfrescoApplication[]
}

/** Every service in each of its roles, once; one for passive FTP is one for FTP. */
export function partsOf(cluster: Cluster): readonly Part[] {
  const all = alfrescoApplications(cluster).flatMap(application => [
    ...application.services.map(({role, service, origin}) => ({role, service, origin, application})),
    ...[...application.passive.values()].map(({service, origin}) => ({role: 'ftp' as const, service, origin, application})),
  ])
  const keyOf = ({role, service}: (typeof all)[number]): string => `${role} ${service.name}`
  return [...grouped(all, keyOf).values()].flatMap(group =>
    group.slice(0, 1).map(({role, service, origin}) => ({
      role,
      service,
      origin,
      applications: distinct(
        group.map(({application}) => application),
        ({name}) => name,
      ),
    })),
  )
}
