import type {Report} from '../../../findings/finding.ts'
import type {Service} from '../../../model/cluster.ts'
import {bindsOf} from '../../../model/listener.ts'
import {kinds} from '../kinds.ts'
import {supports} from '../since.ts'

/**
 * Reports LB406 for a cookie that HAProxy sends and takes back again: rules that see every response come behind it, those of
 * earlier releases before it.
 */
export function reportLostCookie({name, persistence, responseHeaders}: Service, release: string, report: Report): void {
  if (persistence.type !== 'cookie' || persistence.method.value !== 'insert' || !supports(release, 'afterResponse')) return
  const {remove, set} = responseHeaders
  const changes = [
    ...remove.map(({value, origin}) => ({header: value, origin})),
    ...set.map(each => ({header: each.name, origin: each.origin})),
  ]
  for (const {header, origin} of changes.filter(each => each.header.toLowerCase() === 'set-cookie'))
    report({
      ...kinds.uselessField,
      message: `Service \`${name}\` sends its clients a cookie by which they stick, and takes it away here before it leaves.`,
      hint: `Leave \`${header}\` out here, or use \`persistence: source\`.`,
      path: origin,
    })
}

/** Reports LB406: what would be dropped in silence. */
export function reportWithoutEffect(service: Service, report: Report): void {
  reportPlainHsts(service, report)
  reportCookieAges(service, report)
  reportTwoHosts(service, report)
}

function reportPlainHsts(service: Service, report: Report): void {
  if (service.hsts === undefined || bindsOf(service).some(({tls}) => tls !== undefined)) return
  report({
    ...kinds.uselessField,
    message: `Service \`${service.name}\` has no listener with TLS, and browsers believe \`hsts\` over TLS alone.`,
    hint: 'Write `tls` with a certificate on a listener, or leave `hsts` out.',
    path: service.hsts.origin,
  })
}

function reportCookieAges({name, persistence}: Service, report: Report): void {
  if (persistence.type !== 'cookie' || persistence.method.value === 'insert') return
  for (const {origin} of [persistence.maxIdle, persistence.maxLife].filter(age => age !== undefined))
    report({
      ...kinds.uselessField,
      message: `In service \`${name}\` this goes with \`method: insert\` alone.`,
      hint: `Leave it out, or use \`insert\` in place of \`${persistence.method.value}\`.`,
      path: origin,
    })
}

function reportTwoHosts({name, check}: Service, report: Report): void {
  if (check.type !== 'http' || check.host === undefined || check.version.value !== '1.1') return
  const host = check.headers.find(header => header.name.toLowerCase() === 'host')
  if (host === undefined) return
  report({
    ...kinds.uselessField,
    message: `The check of service \`${name}\` has two Host headers.`,
    hint: 'Keep `host`, and leave the header out.',
    path: host.origin,
    part: 'key',
  })
}
