import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {CheckHttp, CheckTcp} from '../spec/spec.gen.ts'
import {pointer} from '../spec/pointer.ts'
import type {Check, HttpCheck, Origin, Sourced} from './cluster.ts'
import {kinds} from './kinds.ts'
import {duration, sourced} from './origin.ts'
import type {ResolvedService} from './resolve.ts'

type OriginOf = (...steps: readonly string[]) => Origin

/** A service's health check. TLS and the PROXY protocol go with the traffic as long as the check goes to the same port. */
export function buildCheck(service: ResolvedService, originOf: OriginOf, report: Report): Check {
  const {check} = service
  const origin = originOf('check')
  if (check.type === 'none') return {type: 'none', origin}
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, originOf('check', key))
  const optional = <T>(key: string, value: T | undefined): Sourced<T> | undefined => (value === undefined ? undefined : at(key, value))
  const timing = buildTiming(check, service, originOf, report)
  if (check.type === 'tcp')
    return {type: 'tcp', origin, ...timing, send: optional('send', check.send), expect: optional('expect', check.expect)}
  const request = buildRequest(check, originOf)
  if (request.status !== undefined) reportBackwards(request.status, report)
  return {type: 'http', origin, ...timing, ...request}
}

function buildTiming(check: CheckTcp | CheckHttp, service: ResolvedService, originOf: OriginOf, report: Report) {
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, originOf('check', key))
  const time = (key: string, text: string | undefined): Sourced<number> | undefined =>
    text === undefined ? undefined : duration(at(key, text), report)
  const {interval, rise, fall} = {...language.checkTiming, ...check}
  const follows = check.port === undefined
  const proxied = service.clientAddress === 'proxy-protocol' || service.clientAddress === 'proxy-protocol-v2'
  return {
    port: check.port === undefined ? undefined : at('port', check.port),
    interval: duration(at('interval', interval), report),
    fastInterval: time('fastInterval', check.fastInterval),
    downInterval: time('downInterval', check.downInterval),
    timeout: time('timeout', check.timeout),
    rise: at('rise', rise),
    fall: at('fall', fall),
    tls: at('tls', check.tls ?? (follows && service.reencrypt !== false)),
    sendProxy: at('sendProxy', check.sendProxy ?? (follows && proxied)),
  }
}

function buildRequest(
  check: CheckHttp,
  originOf: OriginOf,
): Pick<HttpCheck, 'method' | 'path' | 'version' | 'host' | 'headers' | 'status' | 'body'> {
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, originOf('check', key))
  const {method, path} = {...language.checkHttp, ...check}
  const {host, headers = {}, expect = {}} = check
  return {
    method: at('method', method),
    path: at('path', path),
    version: at('version', check.version ?? (host === undefined ? '1.0' : '1.1')),
    host: host === undefined ? undefined : at('host', host),
    headers: Object.entries(headers).map(([name, value]) => ({name, value, origin: pointer(originOf('check', 'headers'), name)})),
    status: expect.status === undefined ? undefined : sourced(expect.status, originOf('check', 'expect', 'status')),
    body: expect.body === undefined ? undefined : sourced(expect.body, originOf('check', 'expect', 'body')),
  }
}

/** Reports LB120 for a range of statuses that ends before it begins. */
function reportBackwards(status: Sourced<string>, report: Report): void {
  for (const range of status.value.split(',')) {
    const [first, last = first] = range.split('-').map(Number)
    if (first === undefined || last === undefined || first <= last) continue
    report({
      ...kinds.contradiction,
      message: `The range \`${range}\` ends before it begins.`,
      hint: `Write \`${last}-${first}\`.`,
      path: status.origin,
    })
  }
}
