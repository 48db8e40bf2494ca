import type {Report} from '../../findings/finding.ts'
import type {Cluster, HaproxySettings, Origin, Service, Sourced} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'
import {feature, supports} from './since.ts'
import type {HeadSettings} from './view.ts'

/** Reports what HAProxy, in the release that is asked for, cannot do with the cluster's services. */
export function reportRefusals(cluster: Cluster, services: readonly Service[], secrets: ReadonlyMap<Origin, string>, report: Report): void {
  for (const service of services) {
    reportAuthorities(service, cluster.haproxy.version, report)
    reportUnreplicated(service, cluster.loadBalancers.length, report)
    reportWords(service, report)
    reportWithoutEffect(service, report)
  }
  reportSecret(cluster.haproxy.stats, secrets, report)
}

function reportAuthorities({name, reencrypt}: Service, version: Sourced<string>, report: Report): void {
  if (
    reencrypt === undefined ||
    reencrypt.verify.value === 'none' ||
    reencrypt.ca !== undefined ||
    supports(version.value, 'systemAuthorities')
  )
    return
  const {since, instead} = feature('systemAuthorities')
  const message = `Service \`${name}\` verifies its nodes with the machine's own authorities, which HAProxy ${version.value} cannot.`
  report({...kinds.missingFeature, message, hint: `Name ${instead}, or use HAProxy ${since} or later.`, path: reencrypt.origin})
}

function reportUnreplicated({name, persistence}: Service, loadBalancers: number, report: Report): void {
  if (persistence.type !== 'source' || loadBalancers < 2) return
  const message = `Each of the ${loadBalancers} load balancers remembers the clients of service \`${name}\` for itself: a client that changes the load balancer may change its node.`
  report({
    ...kinds.unreplicatedTable,
    message,
    hint: 'Use `balance: source` instead if all load balancers shall choose alike, or cookie persistence for HTTP.',
    path: persistence.origin,
  })
}

/** HAProxy reads at most 64 words a line, in every release. */
const MAX_CERTIFICATES = 24
const MAX_HEADERS = 17

function reportWords({listeners, redirects, check}: Service, report: Report): void {
  for (const {tls} of [...listeners, ...redirects]) {
    if (tls === undefined || tls.certificates.length <= MAX_CERTIFICATES) continue
    report({
      ...kinds.tooManyWords,
      message: `HAProxy takes no more than ${MAX_CERTIFICATES} certificates on one line; this listener has ${tls.certificates.length}.`,
      hint: 'Put several names into one certificate, or split the listener.',
      path: tls.origin,
    })
  }
  if (check.type !== 'http' || check.headers.length <= MAX_HEADERS) return
  report({
    ...kinds.tooManyWords,
    message: `HAProxy takes no more than ${MAX_HEADERS} headers on one line; this check has ${check.headers.length}.`,
    hint: 'Leave some out.',
    path: `${check.origin}/headers`,
  })
}

/** What would be dropped in silence. */
function reportWithoutEffect({name, persistence, check}: Service, report: Report): void {
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

/** How the work is spread: processes are threads where a release has no processes, and that is said. Reports LB403. */
export function spread({processes, threads, version}: HaproxySettings, report: Report): HeadSettings {
  if (processes === undefined || supports(version.value, 'nbproc')) return {processes, threads}
  // One is what there is anyway, and later releases do not know the keyword.
  if (processes.value === 1) return {processes: undefined, threads}
  const {instead} = feature('nbproc')
  if (threads === undefined) {
    report({
      ...kinds.processesAsThreads,
      message: `HAProxy ${version.value} runs ${instead} in place of processes: ${processes.value} of them.`,
      hint: `Write \`threads: ${processes.value}\`.`,
      path: processes.origin,
    })
    return {processes: undefined, threads: processes}
  }
  report({
    ...kinds.missingFeature,
    message: `HAProxy ${version.value} runs threads in place of processes, and \`threads\` is there too.`,
    hint: 'Leave `processes` out.',
    path: processes.origin,
  })
  return {processes: undefined, threads}
}
