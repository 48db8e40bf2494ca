import {takenUpBy} from '../effect.ts'
import {xmlRemarks} from '../remark.ts'
import {escapeXml} from '../xml.ts'
import type {Artifact, Origin, Target} from '../target.ts'
import type {Print} from '../template.ts'
import {checkTiers} from './check.ts'
import {configView} from './config.ts'
import {contextView} from './context.ts'
import {type Tier, tiersOf} from '../../model/applications/tier.ts'
import {tomcatView, tomcatsOf} from './tomcat.ts'

/** Where Alfresco's installer for Linux puts Tomcat when it is given `/opt/alfresco`. */
const tomcat = '/opt/alfresco/tomcat'
const webExtension = `${tomcat}/shared/classes/alfresco/web-extension`

const common = {
  target: 'alfresco-share',
  mode: 0o644,
  owner: 'alfresco:alfresco',
  extent: 'file',
  check: undefined,
  reload: undefined,
} as const

/**
 * For every node of a Share: `custom-slingshot-application-context.xml`, by which the nodes hear of each other, and
 * `share-config-custom.xml`, where it finds the repository; and for every Tomcat of it and of its repository what its
 * `server.xml` needs, to be taken over by hand. Share and Tomcat read them when they start, and the operator restarts
 * them. Reports LB820 to LB832.
 */
const alfrescoShare: Target = {
  name: 'alfresco-share',
  render(cluster, {print, secrets}, report) {
    const tiers = tiersOf(cluster)
    checkTiers(tiers, secrets, report)
    const artifacts = tiers.flatMap(tier => artifactsOf(tier, print, secrets))
    // Two Shares may stand before one repository, whose Tomcats have one file.
    return [...new Map(artifacts.map(artifact => [artifact.path, artifact])).values()]
  },
  remarks: () => xmlRemarks,
  effect: () =>
    takenUpBy('restart', 'some', 'Share and Tomcat read it when they start: whoever works on this node is cut off by its restart.'),
}

const artifactsOf = (tier: Tier, print: Print, secrets: ReadonlyMap<Origin, string>): readonly Artifact[] => [
  ...contextArtifacts(tier, print, secrets),
  ...tier.share.nodes.flatMap(node => {
    const view = configView(tier, node)
    if (view.remote === false && view.csrf === false) return []
    return [
      {
        ...common,
        path: `${node.name}/share-config-custom.xml`,
        chunks: [print('alfresco-share/share-config-custom.xml', view, escapeXml)],
        install: `${webExtension}/share-config-custom.xml`,
      },
    ]
  }),
  ...tomcatsOf(tier).map(each => ({
    ...common,
    path: `${each.node.name}/${each.file}`,
    chunks: [print('alfresco-share/tomcat.xml', tomcatView(tier, each), escapeXml)],
    install: `${tomcat}/conf/lbgen-${each.file}`,
  })),
]

/** One node has nobody to tell. */
function contextArtifacts(tier: Tier, print: Print, secrets: ReadonlyMap<Origin, string>): readonly Artifact[] {
  const {clustering, nodes} = tier.share
  if (clustering === undefined || nodes.length < 2) return []
  const text = print('alfresco-share/custom-slingshot-application-context.xml', contextView(tier, clustering, secrets), escapeXml)
  return nodes.map(node => ({
    ...common,
    path: `${node.name}/custom-slingshot-application-context.xml`,
    mode: clustering.password === undefined ? 0o644 : 0o600,
    chunks: [text],
    install: `${webExtension}/custom-slingshot-application-context.xml`,
  }))
}

export {alfrescoShare, alfrescoShare as default}
