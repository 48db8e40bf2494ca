import type {AlfrescoApplication, AlfrescoRole, Property, Service} from '../../model/cluster.ts'
import {compareReleases} from '../../model/release.ts'
import type {Report} from '../../findings/finding.ts'
import {distinct} from './distinct.ts'
import {roleOf} from './facts.ts'
import {kinds} from './kinds.ts'
import type {Span} from './release.ts'
import {secureComms} from './rows/search.ts'
import {applicationProperties} from './settings.ts'
import {hasFeature, knownProperty, lackOfRole, readsProperty} from './since.ts'

/** Reports LB813, LB814, LB817 and LB818: what an application asks for and its release does not have. */
export function checkRelease(application: AlfrescoApplication, report: Report): void {
  checkRoles(application, report)
  checkRead(application, report)
  checkSearch(application, report)
}

const titles: Partial<Record<AlfrescoRole, string>> = {nfs: 'NFS', spp: 'SharePoint protocol', solr: 'Solr'}

/** CIFS has a finding of its own. */
function checkRoles({name, release, services}: AlfrescoApplication, report: Report): void {
  for (const {role, origin} of services.filter(entry => entry.role !== 'cifs')) {
    const span = lackOfRole(release.value, role)
    if (span === undefined) continue
    report({
      ...kinds.noSuchPart,
      message: `Application \`${name}\` is Alfresco ${release.value}, which has no ${titles[role] ?? role}: ${heldBy(release.value, span)}.`,
      hint: `Remove \`${role}\` from the application's \`services\`.`,
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

function checkSearch(application: AlfrescoApplication, report: Report): void {
  const {search, release} = application
  const solr = roleOf(application, 'solr')
  if (solr === undefined) return reportUnled(application, report)
  checkPlain(solr.service, solr.origin, application, report)
  const comms = secureComms(search, solr.service, solr.origin)
  if (comms.value === 'secret' && !readsProperty(release.value, 'solr.sharedSecret'))
    report({
      ...kinds.missingFeature,
      message: `Alfresco ${release.value} cannot share a secret with Solr: that came with 7.1.`,
      hint: 'Write `secureComms: https`, or `none` where nobody else reaches Solr.',
      path: comms.origin,
      part: 'key',
    })
  else if (comms.value === 'secret' && search.sharedSecret === undefined)
    report({
      ...kinds.missingFeature,
      message: 'Alfresco does not start with `solr.secureComms=secret` and no secret.',
      hint: 'Write `sharedSecret: {env: NAME}` beside it.',
      path: comms.origin,
    })
}

function checkPlain(service: Service, origin: string, {search, release}: AlfrescoApplication, report: Report): void {
  const comms = secureComms(search, service, origin)
  if (comms.value !== 'none' || !hasFeature(release.value, 'solr6') || hasFeature(release.value, 'plainSolr')) return
  report({
    ...kinds.missingFeature,
    message: `Alfresco ${release.value} speaks with Solr in TLS or with a secret alone: \`none\` went with 7.2.`,
    hint: 'Write `search: {secureComms: secret, sharedSecret: {env: NAME}}`, or `secureComms: https`.',
    path: comms.origin,
  })
}

function reportUnled({search: {subsystem, secureComms: comms, sharedSecret}}: AlfrescoApplication, report: Report): void {
  for (const {origin} of [subsystem, comms, sharedSecret].filter(one => one !== undefined)) {
    report({
      ...kinds.unusedField,
      message: 'No service leads to Solr, and this has no effect.',
      hint: 'Name the service under `services.solr`, or leave this out.',
      path: origin,
      part: 'key',
    })
  }
}
