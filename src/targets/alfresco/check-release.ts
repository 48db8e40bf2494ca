import {type Span, isKnownRelease, knownReleases, lackOfRole} from '../../model/applications/alfresco-releases.ts'
import type {AlfrescoApplication, Cluster, Property} from '../../model/cluster.ts'
import {compareReleases} from '../../model/release.ts'
import type {Report} from '../../findings/finding.ts'
import {distinct} from './distinct.ts'
import {kinds} from './kinds.ts'
import {titles} from './roles.ts'
import {applicationProperties} from './settings.ts'
import {knownProperty, readsProperty} from './since.ts'
import {withoutRole} from './without-role.ts'

/** Reports LB813, LB814 and LB872: what an application asks for and its release does not have. */
export function checkRelease(cluster: Cluster, application: AlfrescoApplication, report: Report): void {
  checkKnown(application, report)
  checkRoles(cluster, application, report)
  checkRead(application, report)
}

function checkKnown({name, release}: AlfrescoApplication, report: Report): void {
  if (isKnownRelease(release.value)) return
  report({
    ...kinds.unknownRelease,
    message: `Application \`${name}\` is Alfresco ${release.value}, of which nothing is known: it gets what the releases around it have.`,
    hint: `Write one of ${knownReleases.slice(0, -1).join(', ')}, or ${knownReleases.at(-1)}.`,
    path: release.origin,
  })
}

/** CIFS has a finding of its own. */
function checkRoles(cluster: Cluster, {name, release, services}: AlfrescoApplication, report: Report): void {
  for (const entry of services.filter(({role}) => role !== 'cifs')) {
    const {role, origin} = entry
    const span = lackOfRole(release.value, role)
    if (span === undefined) continue
    report({
      ...kinds.noSuchPart,
      message: `Application \`${name}\` is Alfresco ${release.value}, which has no ${titles[role]}: ${heldBy(release.value, span)}.`,
      hint: withoutRole(cluster, entry),
      path: origin,
      part: 'key',
    })
  }
}

/** Whether it is yet to come or gone. */
const heldBy = (release: string, [since, until]: Span): string =>
  until !== undefined && compareReleases(release, since) >= 0 ? `it went with ${until}` : `it came with ${since}`

/** Properties that the release does not read: left from an older one, or of a newer one. */
function checkRead(application: AlfrescoApplication, report: Report): void {
  const {name, release, nodes} = application
  const all = nodes.flatMap(node => applicationProperties(application, node.name))
  for (const {key, origin} of distinct<Property>(all, property => property.origin)) {
    if (readsProperty(release.value, key)) continue
    const spans = knownProperty(key)?.releases ?? []
    const span = spans.findLast(([since]) => compareReleases(since, release.value) <= 0) ?? spans[0]
    report({
      ...kinds.unreadProperty,
      message: `\`${key}\` is nothing that Alfresco ${release.value} of application \`${name}\` reads: ${span === undefined ? 'no release does' : heldBy(release.value, span)}.`,
      hint: 'Remove it, and from what lbgen leaves alone in `alfresco-global.properties` as well.',
      path: origin,
      part: 'key',
    })
  }
}
