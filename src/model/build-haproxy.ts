import type {Report} from '../findings/finding.ts'
import {buildSecret} from './build-secret.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongDefaults, LongHaproxy, LongSpec} from '../spec/long.ts'
import {pointer} from '../spec/pointer.ts'
import {buildListener} from './build-listeners.ts'
import {buildOptions, buildTimeouts, rawLines} from './build-service.ts'
import {shorten} from '../findings/shorten.ts'
import type {HaproxySettings, Origin, Sourced} from './cluster.ts'
import {parseHost} from './endpoint.ts'
import {applicable, languageDefaults} from './engines.ts'
import {kinds} from './kinds.ts'
import {field, sourced} from './origin.ts'
import type {ResolvedSpec} from './resolve.ts'

const origin = '/haproxy'

/** HAProxy's own settings, and what its services have by default. */
export function buildHaproxy({haproxy, certificates}: ResolvedSpec, {defaults = {}}: LongSpec, report: Report): HaproxySettings {
  return {
    origin,
    version: sourced(haproxy.version ?? language.haproxy.version, pointer(origin, 'version')),
    log: haproxy.log && buildLog(haproxy.log, report),
    user: field(haproxy, 'user', origin),
    group: field(haproxy, 'group', origin),
    chroot: field(haproxy, 'chroot', origin),
    daemon: sourced(haproxy.daemon ?? language.haproxy.daemon, pointer(origin, 'daemon')),
    pidFile: field(haproxy, 'pidFile', origin),
    processes: field(haproxy, 'processes', origin),
    threads: field(haproxy, 'threads', origin),
    maxConnections: field(haproxy, 'maxConnections', origin),
    socket: field(haproxy, 'socket', origin),
    tlsProfile: sourced(haproxy.tlsProfile ?? language.haproxy.tlsProfile, pointer(origin, 'tlsProfile')),
    stats: buildStats(haproxy.stats, certificates, report),
    raw: buildRaw(haproxy.raw),
    defaults: buildDefaults(defaults, report),
  }
}

function buildDefaults(defaults: LongDefaults, report: Report): HaproxySettings['defaults'] {
  const base = languageDefaults('haproxy')
  const {applied} = applicable('haproxy', defaults)
  const originOf = (...steps: readonly string[]): string => pointer('/defaults', ...steps)
  return {
    timeouts: buildTimeouts({...base.timeouts, ...applied.timeouts}, originOf, report),
    options: buildOptions({...base.options, ...applied.options}, originOf),
  }
}

function buildLog(log: NonNullable<LongHaproxy['log']>, report: Report): HaproxySettings['log'] {
  const base = pointer(origin, 'log')
  return {
    origin: base,
    target: logTarget(log.target, pointer(base, 'target'), report),
    facility: sourced(log.facility ?? language.log.facility, pointer(base, 'facility')),
    level: field(log, 'level', base),
    format: field(log, 'format', base),
  }
}

function buildRaw(raw: LongHaproxy['raw']): HaproxySettings['raw'] {
  const base = pointer(origin, 'raw')
  return {
    global: rawLines(raw?.global, pointer(base, 'global')),
    defaults: rawLines(raw?.defaults, pointer(base, 'defaults')),
    sections: raw && field(raw, 'sections', base),
  }
}

/** Where log lines go; reports LB106 for what is neither a path, an address with a port or without, nor a file descriptor. */
function logTarget(text: string, path: Origin, report: Report): Sourced<string> {
  const isKnown = text.startsWith('/') || /^fd@\d{1,9}$/.test(text) || isEndpoint(text)
  if (!isKnown) {
    report({
      ...kinds.wrongAddress,
      message: `\`${shorten(text)}\` is neither an address, with a port or without, nor the path of a socket.`,
      hint: 'Write `127.0.0.1`, `127.0.0.1:514`, `[::1]:514` or `/dev/log`, for example.',
      path,
    })
  }
  return sourced(text, path)
}

/** An address with a port or without; a protocol before it may say of which family the address is. */
function isEndpoint(text: string): boolean {
  const {family, rest = ''} = /^(?:(?:udp|tcp)(?<family>[46])?@)?(?<rest>.*)$/s.exec(text)?.groups ?? {}
  const {six, four, port = '1'} = /^(?:\[(?<six>[^\]]*)\]|(?<four>[^:]*)):(?<port>[1-9][0-9]{0,4})$/.exec(rest)?.groups ?? {}
  const host = parseHost(six ?? four ?? rest)
  return host !== undefined && Number(port) <= 65_535 && (family === undefined || host.kind !== (family === '4' ? 'ipv6' : 'ipv4'))
}

function buildStats(stats: LongHaproxy['stats'], certificates: ResolvedSpec['certificates'], report: Report): HaproxySettings['stats'] {
  if (stats?.listen === undefined) return undefined
  const base = pointer(origin, 'stats')
  const listen = {address: '*', acceptProxy: false, ports: [], ...stats.listen}
  if (listen.redirect !== undefined) {
    report({
      ...kinds.contradiction,
      message: 'The statistics page cannot be a redirect.',
      hint: 'Leave `redirect` out.',
      path: pointer(base, 'listen', 'redirect'),
      part: 'key',
    })
  }
  const {password} = stats
  return {
    origin: base,
    listener: buildListener(listen, pointer(base, 'listen'), certificates, report),
    path: sourced(stats.path ?? language.stats.path, pointer(base, 'path')),
    user: field(stats, 'user', base),
    password: password === undefined ? undefined : buildSecret(password, pointer(base, 'password')),
    admin: sourced(stats.admin ?? language.stats.admin, pointer(base, 'admin')),
    prometheus: sourced(stats.prometheus ?? language.stats.prometheus, pointer(base, 'prometheus')),
  }
}
