import type {Artifact, Target} from '../target.ts'
import {takenUpBy} from '../effect.ts'
import {checkCifs} from './check-cifs.ts'
import {checkProperties} from './check-properties.ts'
import {isPassword} from './password.ts'
import {escapeProperty} from './quote.ts'
import {nodeSettings} from './settings.ts'
import type {NodeSettings} from './settings.ts'
import {propertiesView} from './view.ts'

/**
 * Where Alfresco's installer for Linux puts the file when it is given `/opt/alfresco`. Alfresco reads it from the
 * class path, so an installation in another folder has it under that folder's `tomcat/shared/classes`.
 */
const install = '/opt/alfresco/tomcat/shared/classes/alfresco-global.properties'

/**
 * `<node>/alfresco-global.properties` for every node of an Alfresco application that has something to say: one file a
 * node, however many applications run there. It is a block for the node's own file, whose owner and mode stay; mode and
 * owner here are those of a file that was not there. Alfresco reads it when it starts, and the operator restarts it.
 * Reports LB801 to LB812.
 */
export const alfresco: Target = {
  name: 'alfresco',
  summary: 'alfresco-global.properties, for the nodes of Alfresco.',
  render(cluster, {print}, report) {
    const nodes = nodeSettings(cluster)
    checkCifs(cluster, report)
    checkProperties(cluster, nodes, report)
    return nodes
      .filter(({loadBalancers, properties}) => loadBalancers.length + properties.length > 0)
      .map(settings => artifact(settings, print('alfresco/alfresco-global.properties', propertiesView(cluster, settings), escapeProperty)))
  },
  effect: () =>
    takenUpBy('restart', 'some', 'Alfresco reads its properties when it starts: whoever works on this node is cut off by its restart.'),
}

const artifact = ({node, properties}: NodeSettings, text: string): Artifact => ({
  path: `${node}/alfresco-global.properties`,
  target: 'alfresco',
  chunks: [text],
  mode: properties.some(isPassword) ? 0o600 : 0o644,
  owner: 'alfresco:alfresco',
  install,
  extent: 'block',
  check: undefined,
  reload: undefined,
})
