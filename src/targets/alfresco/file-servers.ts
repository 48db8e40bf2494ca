import type {AlfrescoRole} from '../../model/cluster.ts'

/** Where Alfresco's installer for Linux puts what Alfresco reads from its class path, when it is given `/opt/alfresco`. */
export const classPath = '/opt/alfresco/tomcat/shared/classes'

/** Where the file servers of a node read how they find those of the others. */
export const jlanFile = `${classPath}/alfresco/extension/hazelcastConfig.xml`

/** The roles of the file servers, which share the state of files. */
export const fileRoles: readonly AlfrescoRole[] = ['cifs', 'ftp', 'nfs']
