import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongHaproxy, LongSpec} from '../spec/long.ts'
import {pointer} from '../spec/pointer.ts'
import {buildListener} from './build-listeners.ts'
import {buildOptions, buildTimeouts, rawLines} from './build-service.ts'
import type {HaproxySettings, Secret} from './cluster.ts'
import {applicable, languageDefaults} from './engines.ts'
import {kinds} from './kinds.ts'
import {field, sourced} from './origin.ts'
import type {ResolvedSpec} from './resolve.ts'

const origin = '/haproxy'

/** HAProxy's own settings, and what its services have by default. */
export function buildHaproxy({haproxy, certificates}: ResolvedSpec, {defaults = {}}: LongSpec, report: Report): HaproxySettings {
  const base = languageDefaults('haproxy')
  const {applied} = applicable('haproxy', defaults)
  const originOf = (...steps: readonly string[]): string => pointer('/defaults', ...steps)
  const {log} = haproxy
  return {
    origin,
    version: sourced(haproxy.version ?? language.haproxy.version, pointer(origin, 'version')),
    log: log && {
      origin: pointer(origin, 'log'),
      target: sourced(log.target, '/haproxy/log/target'),
      facility: sourced(log.facility ?? language.log.facility, '/haproxy/log/facility'),
      level: field(log, 'level', '/haproxy/log'),
    },
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
    raw: {
      global: rawLines(haproxy.raw?.global, '/haproxy/raw/global'),
      defaults: rawLines(haproxy.raw?.defaults, '/haproxy/raw/defaults'),
      sections: haproxy.raw && field(haproxy.raw, 'sections', '/haproxy/raw'),
    },
    defaults: {
      timeouts: buildTimeouts({...base.timeouts, ...applied.timeouts}, originOf, report),
      options: buildOptions({...base.options, ...applied.options}, originOf),
    },
  }
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

function buildSecret(written: string | {readonly env?: string; readonly file?: string}, path: string): Secret {
  if (typeof written === 'string') return {origin: path, from: {kind: 'literal', value: written}}
  const {env, file} = written
  return {origin: path, from: env === undefined ? {kind: 'file', value: file ?? ''} : {kind: 'env', value: env}}
}
