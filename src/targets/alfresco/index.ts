import type {Report} from '../../findings/finding.ts'
import type {Cluster} from '../../model/cluster.ts'
import type {Artifact, Target} from '../target.ts'
import {checkAddresses} from './check-addresses.ts'
import {takenUpBy} from '../effect.ts'
import {xmlRemarks} from '../remark.ts'
import {checkCifs} from './check-cifs.ts'
import {checkClustering} from './check-clustering.ts'
import {checkPassive} from './check-passive.ts'
import {checkProperties} from './check-properties.ts'
import {checkRelease} from './check-release.ts'
import {checkRoles} from './check-roles.ts'
import {checkScope} from './check-scope.ts'
import {checkSearch} from './check-search.ts'
import {clusterFiles} from './cluster-files.ts'
import {classPath} from './file-servers.ts'
import {isPassword} from './password.ts'
import {escapeProperty} from './quote.ts'
import {alfrescoApplications, nodeSettings} from './settings.ts'
import type {NodeSettings} from './settings.ts'
import {type Secrets, propertiesView} from './view.ts'

/**
 * `<node>/alfresco-global.properties` for every node of an Alfresco application that has something to say: one file a
 * node, however many applications run there. It is a block for the node's own file, whose owner and mode stay; mode and
 * owner here are those of a file that was not there. Alfresco reads it from its class path when it starts, and the
 * operator restarts it; an installation in another folder has it under that folder's `tomcat/shared/classes`.
 * Up to 4.1 the nodes of a cluster have files in XML beside it (`cluster-files.ts`).
 * Reports LB801 to LB819 and LB860 to LB873.
 */
const alfresco: Target = {
  name: 'alfresco',
  render(cluster, surroundings, report) {
    const {print, secrets} = surroundings
    const nodes = nodeSettings(cluster)
    check(cluster, nodes, secrets, report)
    const properties = nodes
      .filter(settings => Object.values(settings.sections).flat().length + settings.properties.length > 0)
      .map(settings =>
        artifact(settings, print('alfresco/alfresco-global.properties', propertiesView(cluster, settings, secrets), escapeProperty)),
      )
    return [...properties, ...nodes.flatMap(settings => clusterFiles(cluster, settings, surroundings, report))]
  },
  remarks: path => (/\.(?:xml|xsl)$/.test(path) ? xmlRemarks : undefined),
  effect: () =>
    takenUpBy('restart', 'some', 'Alfresco reads its properties when it starts: whoever works on this node is cut off by its restart.'),
}

function check(cluster: Cluster, nodes: readonly NodeSettings[], secrets: Secrets, report: Report): void {
  checkCifs(cluster, report)
  checkRoles(cluster, report)
  checkProperties(cluster, nodes, secrets, report)
  for (const application of alfrescoApplications(cluster)) {
    checkRelease(cluster, application, report)
    checkSearch(application, report)
    checkScope(application, report)
    checkClustering(application, report)
    checkPassive(application, report)
    checkAddresses(cluster, application, report)
  }
}

const artifact = ({node, sections, properties}: NodeSettings, text: string): Artifact => ({
  path: `${node.name}/alfresco-global.properties`,
  target: 'alfresco',
  chunks: [text],
  mode:
    properties.some(isPassword) || Object.values(sections).some(settings => settings.some(setting => 'secret' in setting)) ? 0o600 : 0o644,
  owner: 'alfresco:alfresco',
  install: `${classPath}/alfresco-global.properties`,
  extent: 'block',
  check: undefined,
  reload: undefined,
})

export {alfresco, alfresco as default}
