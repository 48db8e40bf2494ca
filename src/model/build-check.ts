import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import {buildHttpCheck} from './build-http-check.ts'
import type {Checking} from './check.ts'
import type {Check, Sourced} from './cluster.ts'
import {kinds} from './kinds.ts'
import {duration, sourced} from './origin.ts'
import type {OriginOf} from './sourced.ts'
import type {ResolvedService} from './resolve.ts'
import type {ResolvedCheck} from './resolve-check.ts'

type Asking = Exclude<ResolvedCheck, {readonly type: 'none'}>

/** A service's health check. TLS and the PROXY protocol go with the traffic as long as the check goes to the same port. */
export function buildCheck(service: ResolvedService, originOf: OriginOf, report: Report): Check {
  const {check} = service
  const origin = originOf('check')
  if (check.type === 'none') return {type: 'none', origin}
  const checking = buildChecking(check, service, originOf, report)
  if (check.type === 'mysql' || check.type === 'postgresql') reportStartTls(check.type, checking, report)
  return withItsOwn(check, checking, originOf, report)
}

/** A check with what only its type has. */
function withItsOwn(check: Asking, checking: Checking, originOf: OriginOf, report: Report): Check {
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, originOf('check', key))
  const optional = <T>(key: string, value: T | undefined): Sourced<T> | undefined => (value === undefined ? undefined : at(key, value))
  switch (check.type) {
    case 'tcp':
      return {type: 'tcp', ...checking, send: optional('send', check.send), expect: optional('expect', check.expect)}
    case 'http':
    case 'alfresco':
    case 'alfresco-share':
    case 'solr':
    case 'electricflow':
    case 'icas-fs':
      return {type: 'http', ...checking, ...buildHttpCheck(check, originOf, report)}
    case 'smtp':
      return {type: 'smtp', ...checking, domain: at('domain', check.domain ?? language.checkSmtp.domain)}
    case 'mysql':
    case 'postgresql':
      return {type: check.type, ...checking, user: at('user', check.user)}
    case 'external':
      return {type: 'external', ...checking, command: at('command', check.command)}
    case 'agent':
      return {type: 'agent', ...checking, agent: {port: at('port', check.port), send: optional('send', check.send)}}
    case 'tls':
    case 'ldap':
    case 'redis':
      return {type: check.type, ...checking}
  }
}

/** When and where a check asks, whatever its type. */
function buildChecking(check: Asking, service: ResolvedService, originOf: OriginOf, report: Report): Checking {
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, originOf('check', key))
  const time = (key: string, text: string | undefined): Sourced<number> | undefined =>
    text === undefined ? undefined : duration(at(key, text), report)
  const {interval, rise, fall} = {...language.checkTiming, ...check}
  const port = check.type === 'agent' || check.type === 'external' ? undefined : check.port
  return {
    origin: originOf('check'),
    port: port === undefined ? undefined : at('port', port),
    interval: duration(at('interval', interval), report),
    fastInterval: time('fastInterval', check.fastInterval),
    downInterval: time('downInterval', check.downInterval),
    timeout: time('timeout', 'timeout' in check ? check.timeout : undefined),
    rise: at('rise', rise),
    fall: at('fall', fall),
    tls: at('tls', speaksTls(check, service, port === undefined)),
    sendProxy: at('sendProxy', sendsProxy(check, service, port === undefined)),
  }
}

/** `follows`: the check goes to the port that the traffic goes to. */
function speaksTls(check: ResolvedCheck, service: ResolvedService, follows: boolean): boolean {
  if (check.type === 'tls') return true
  if (check.type === 'external') return false
  return ('tls' in check ? check.tls : undefined) ?? (follows && service.reencrypt !== false)
}

function sendsProxy(check: ResolvedCheck, {clientAddress}: ResolvedService, follows: boolean): boolean {
  if (check.type === 'external') return false
  const proxied = clientAddress === 'proxy-protocol' || clientAddress === 'proxy-protocol-v2'
  return ('sendProxy' in check ? check.sendProxy : undefined) ?? (follows && proxied)
}

/** Reports LB120: to a check of these, the first byte in TLS is not yet TLS. */
function reportStartTls(type: 'mysql' | 'postgresql', {tls, origin}: Checking, report: Report): void {
  if (!tls.value) return
  report({
    ...kinds.contradiction,
    message: `The traffic is in TLS from its first byte, and a \`${type}\` check cannot be.`,
    hint: 'Use `check: tls`, or give the check the `port` of the nodes where they speak plain.',
    path: origin,
  })
}
