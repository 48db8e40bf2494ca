import type {Report} from '../../findings/finding.ts'
import type {Cluster, HaproxySettings, Origin, Service, Sourced} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'
import {serviceLosses} from './backend-needs.ts'
import type {Need} from './need.ts'
import {reportTables} from './refuse-tables.ts'
import {serviceNeeds, settingsNeeds} from './needs.ts'
import {reportLookups} from './lookup.ts'
import {needsOfChecks} from './needs-of-checks.ts'
import {needsOfDiscovery, needsOfResolvers} from './needs-of-discovery.ts'
import {needsOfPersistence} from './needs-of-persistence.ts'
import {needsOfRoutes} from './needs-of-routes.ts'
import {type Feature, availability, supports} from './since.ts'
import {reportTransparent} from './transparent.ts'

/** Reports what HAProxy, in the release that is asked for, cannot do with the cluster's services. */
export function reportRefusals(cluster: Cluster, services: readonly Service[], secrets: ReadonlyMap<Origin, string>, report: Report): void {
  for (const service of services) {
    reportMissing(
      `Service \`${service.name}\``,
      service,
      [...serviceNeeds, ...needsOfChecks, ...needsOfDiscovery, ...needsOfPersistence, ...needsOfRoutes],
      cluster.haproxy.version,
      report,
    )
    reportLosses(service, cluster.haproxy.version, report)
    reportWords(service, cluster.haproxy.version, report)
    reportWithoutEffect(service, report)
    reportTransparent(service, cluster.haproxy, report)
  }
  reportTables(cluster, report)
  for (const resolvers of cluster.resolvers)
    reportMissing(`Resolvers \`${resolvers.name}\``, resolvers, needsOfResolvers, cluster.haproxy.version, report)
  reportLookups(cluster, services, report)
  reportMissing('`haproxy`', cluster.haproxy, settingsNeeds, cluster.haproxy.version, report)
  reportSecret(cluster.haproxy.stats, secrets, report)
}

/** Reports LB401: what is asked for, the release that lacks it, the first that has it, and the nearest thing. */
function reportMissing<Part>(
  asker: string,
  part: Part,
  needs: readonly Need<Part>[],
  {value: release}: Sourced<string>,
  report: Report,
): void {
  for (const {feature, what, asked} of needs) {
    if (supports(release, feature)) continue
    for (const path of [asked(part)].flat()) {
      if (path === undefined) continue
      report({...kinds.missingFeature, message: `${asker} wants ${what}, which HAProxy ${release} cannot.`, hint: wayOut(feature), path})
    }
  }
}

/** Reports LB407: what nobody asked for in words, and does not come about. */
function reportLosses(service: Service, {value: release}: Sourced<string>, report: Report): void {
  for (const {feature, does, asked} of serviceLosses) {
    const path = asked(service)
    if (path === undefined || supports(release, feature)) continue
    report({...kinds.releaseLoses, message: `HAProxy ${release} ${does(service.name)}.`, hint: wayOut(feature), path})
  }
}

/** Another way to get the same, where there is one, and the releases that have the thing itself. */
function wayOut(name: Feature): string {
  const {since, until, instead} = availability(name)
  const releases = until === undefined ? `use HAProxy ${since} or later` : `use HAProxy ${since} to a release before ${until}`
  return instead === undefined ? `${releases.replace(/^u/, 'U')}.` : `${instead}, or ${releases}.`
}

/** HAProxy reads at most 64 words a line, in every release. */
const MAX_CERTIFICATES = 22
const MAX_HEADERS = 17
const MAX_TYPES = 62

function reportWords({listeners, redirects, check, compression}: Service, {value: release}: Sourced<string>, report: Report): void {
  if (compression && compression.types.value.length > MAX_TYPES)
    report({
      ...kinds.tooManyWords,
      message: `HAProxy takes no more than ${MAX_TYPES} content types on one line; here are ${compression.types.value.length}.`,
      hint: 'Write the beginning that several have in common, such as `text/`.',
      path: compression.types.origin,
    })
  for (const {tls} of [...listeners, ...redirects]) {
    if (tls === undefined || tls.certificates.length <= MAX_CERTIFICATES) continue
    report({
      ...kinds.tooManyWords,
      message: `HAProxy takes no more than ${MAX_CERTIFICATES} certificates on one line; this listener has ${tls.certificates.length}.`,
      hint: 'Put several names into one certificate, or split the listener.',
      path: tls.origin,
    })
  }
  if (check.type !== 'http' || check.headers.length <= MAX_HEADERS || !supports(release, 'checkRules')) return
  report({
    ...kinds.tooManyWords,
    message: `HAProxy takes no more than ${MAX_HEADERS} headers on one line; this check has ${check.headers.length}.`,
    hint: 'Leave some out.',
    path: `${check.origin}/headers`,
  })
}

/** What would be dropped in silence. */
function reportWithoutEffect({name, persistence, check, hsts, listeners, redirects}: Service, report: Report): void {
  if (hsts && ![...listeners, ...redirects].some(({tls}) => tls !== undefined))
    report({
      ...kinds.uselessField,
      message: `Service \`${name}\` has no listener with TLS, and browsers believe \`hsts\` over TLS alone.`,
      hint: 'Write `tls` with a certificate on a listener, or leave `hsts` out.',
      path: hsts.origin,
    })
  if (persistence.type === 'cookie' && persistence.method.value !== 'insert') {
    for (const field of [persistence.maxIdle, persistence.maxLife]) {
      if (field)
        report({
          ...kinds.uselessField,
          message: `In service \`${name}\` this goes with \`method: insert\` alone.`,
          hint: `Leave it out, or use \`insert\` in place of \`${persistence.method.value}\`.`,
          path: field.origin,
        })
    }
  }
  if (check.type === 'http' && check.host !== undefined && check.version.value === '1.1') {
    const host = check.headers.find(header => header.name.toLowerCase() === 'host')
    if (host)
      report({
        ...kinds.uselessField,
        message: `The check of service \`${name}\` has two Host headers.`,
        hint: 'Keep `host`, and leave the header out.',
        path: host.origin,
        part: 'key',
      })
  }
}

function reportSecret(stats: HaproxySettings['stats'], secrets: ReadonlyMap<Origin, string>, report: Report): void {
  const value = stats?.password && secrets.get(stats.password.origin)
  if (stats?.password === undefined || value === undefined || /^[^\p{Cc}\p{Cs}]+$/u.test(value)) return
  report({
    ...kinds.unusableSecret,
    message: 'The password of the statistics page is empty, or holds control characters that HAProxy cannot read.',
    hint: 'Use another password.',
    path: stats.password.origin,
  })
}
