import type {Artifact, Target} from '../target.ts'
import {takenUpBy} from '../effect.ts'
import {checkCifs} from './check-cifs.ts'
import {checkProperties} from './check-properties.ts'
import {classPath} from './file-servers.ts'
import {isPassword} from './password.ts'
import {escapeProperty} from './quote.ts'
import {nodeSettings} from './settings.ts'
import type {NodeSettings} from './settings.ts'
import {propertiesView} from './view.ts'

/**
 * `<node>/alfresco-global.properties` for every node of an Alfresco application that has something to say: one file a
 * node, however many applications run there. It is a block for the node's own file, whose owner and mode stay; mode and
 * owner here are those of a file that was not there. Alfresco reads it from its class path when it starts, and the
 * operator restarts it; an installation in another folder has it under that folder's `tomcat/shared/classes`.
 * Reports LB801 to LB812.
 */
export const alfresco: Target = {
  name: 'alfresco',
  summary: 'alfresco-global.properties, for the nodes of Alfresco.',
  render(cluster, {print, secrets}, report) {
    const nodes = nodeSettings(cluster)
    checkCifs(cluster, report)
    checkProperties(cluster, nodes, report)
    return nodes
      .filter(({sections, properties}) => Object.values(sections).flat().length + properties.length > 0)
      .map(settings =>
        artifact(settings, print('alfresco/alfresco-global.properties', propertiesView(cluster, settings, secrets), escapeProperty)),
      )
  },
  effect: () =>
    takenUpBy('restart', 'some', 'Alfresco reads its properties when it starts: whoever works on this node is cut off by its restart.'),
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
