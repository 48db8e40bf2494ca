import type {Report} from '../../../findings/finding.ts'
import type {Cluster, HaproxySettings, Origin, Service} from '../../../model/cluster.ts'
import {kinds} from '../kinds.ts'
import {reportLookups} from '../lookup.ts'
import {needsOfResolvers, serviceNeeds, settingsNeeds} from '../needs/index.ts'
import {reportLosses, reportMissing} from './missing.ts'
import {reportTables} from './tables.ts'
import {reportTerminated} from './terminated.ts'
import {reportTransparent} from './transparent.ts'
import {reportLostCookie, reportWithoutEffect} from './useless.ts'
import {reportCertificates, reportWords} from './words.ts'

/** Reports what HAProxy, in the release that is asked for, cannot do with the cluster's services. */
export function reportRefusals(cluster: Cluster, services: readonly Service[], secrets: ReadonlyMap<Origin, string>, report: Report): void {
  for (const service of services) {
    reportMissing(`Service \`${service.name}\``, service, serviceNeeds, cluster.haproxy.version, report)
    reportLosses(service, cluster.haproxy.version, report)
    reportWords(service, cluster.haproxy.version, report)
    reportWithoutEffect(service, report)
    reportLostCookie(service, cluster.haproxy.version.value, report)
    reportTransparent(service, cluster.haproxy, report)
    reportTerminated(service, cluster, report)
  }
  reportTables(cluster, report)
  for (const resolvers of cluster.resolvers)
    reportMissing(`Resolvers \`${resolvers.name}\``, resolvers, needsOfResolvers, cluster.haproxy.version, report)
  reportLookups(cluster, services, report)
  reportMissing('`haproxy`', cluster.haproxy, settingsNeeds, cluster.haproxy.version, report)
  if (cluster.haproxy.stats) reportCertificates(cluster.haproxy.stats.listener, report)
  reportSecret(cluster.haproxy.stats, secrets, report)
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
