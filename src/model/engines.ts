import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongDefaults} from '../spec/long.ts'
import {parseDuration} from './duration.ts'

export type Engine = 'haproxy' | 'balance'

/** A part of `defaults` that an engine lacks, and why. */
export interface Unapplied {
  readonly path: string
  readonly reason: string
  /** Whether it would have kept somebody or something out. */
  readonly protects: boolean
}

interface Applicable {
  readonly applied: LongDefaults
  readonly left: readonly Unapplied[]
}

/** What of the spec's `defaults` an engine can do. What it lacks is not applied, so that a default never causes an error. */
export const applicable = (engine: Engine, defaults: LongDefaults): Applicable =>
  engine === 'haproxy' ? {applied: defaults, left: []} : applicableToBalance(defaults)

/** The language's own defaults, as far as the engine has the thing. */
export function languageDefaults(
  engine: Engine,
): typeof language.service & {readonly timeouts: NonNullable<LongDefaults['timeouts']>} & Pick<LongDefaults, 'limits' | 'options' | 'raw'> {
  if (engine === 'balance') return {...language.service, timeouts: {connect: language.timeouts.connect}}
  const {timeouts, limits, options} = language
  return {...language.service, timeouts, limits, options, raw: {frontend: [], backend: []}}
}

type Field = keyof LongDefaults

/** Why Balance cannot take a field, whatever its value. */
const lacking: Readonly<Partial<Record<Field, string>>> = {
  check: 'Balance has no health checks',
  reencrypt: 'Balance has no TLS',
  requestHeaders: 'Balance does not read HTTP',
  responseHeaders: 'Balance does not read HTTP',
  hsts: 'Balance does not read HTTP',
  routes: 'Balance sends all clients of a listener alike',
  access: 'Balance lets every client in',
  fallback: 'Balance has nobody to answer for its nodes',
  compression: 'Balance does not read HTTP',
  rateLimit: 'Balance does not count clients',
  stats: 'Balance has no statistics page',
  options: 'Balance has none of these switches',
  raw: 'These lines are for HAProxy',
}

/** Fields that keep somebody out, or prying eyes. */
const protecting: readonly Field[] = ['access', 'rateLimit', 'reencrypt']

/** The values of other fields that Balance can take. */
const acceptable: Readonly<Partial<Record<Field, (defaults: LongDefaults) => boolean>>> = {
  mode: ({mode}) => mode === 'tcp',
  port: ({port}) => port !== 'same',
  balance: ({balance}) => balance?.algorithm === 'roundrobin',
  persistence: ({persistence}) => persistence?.type === 'none' || (persistence?.type === 'source' && Object.keys(persistence).length === 1),
  clientAddress: ({clientAddress}) => clientAddress === 'hidden',
}

/** What only an http service has. A tcp service does not take it over from `defaults`. */
const httpOnly: readonly Field[] = ['requestHeaders', 'responseHeaders', 'hsts', 'compression']

/** What of the spec's `defaults` goes with a mode. */
export const fitting = (mode: 'tcp' | 'http', defaults: LongDefaults): LongDefaults =>
  mode === 'http' ? defaults : Object.fromEntries(Object.entries(defaults).filter(([field]) => !httpOnly.some(name => name === field)))

function applicableToBalance(defaults: LongDefaults): Applicable {
  const left: Unapplied[] = []
  const fields = Object.keys(defaults).flatMap(key => {
    // Object.keys forgets what it lists.
    const field = key as Field
    if (field === 'timeouts' || field === 'limits') return []
    const reason = lacking[field] ?? (acceptable[field]?.(defaults) === false ? 'Balance cannot do this' : undefined)
    if (reason === undefined) return [[field, defaults[field]]]
    left.push({path: `/defaults/${field}`, reason, protects: protecting.includes(field) && defaults[field] !== false})
    return []
  })
  const {timeouts, limits} = defaults
  return {
    applied: {
      ...Object.fromEntries(fields),
      ...(timeouts && {timeouts: timeoutsForBalance(timeouts, left)}),
      ...(limits && {limits: limitsForBalance(limits, left)}),
    },
    left,
  }
}

type Timeouts = NonNullable<LongDefaults['timeouts']>

/** Balance counts whole seconds, and has one idle time for both sides. */
function timeoutsForBalance(timeouts: Timeouts, left: Unapplied[]): Timeouts {
  const whole = (text: string | undefined): text is string => text !== undefined && parseDuration(text) % 1000 === 0
  const {connect, client, server} = timeouts
  const idle = whole(client) && whole(server) && parseDuration(client) === parseDuration(server)
  const taken: Timeouts = {...(whole(connect) && {connect}), ...(idle && {client, server})}
  for (const name of Object.keys(timeouts)) {
    if (!Object.hasOwn(taken, name))
      left.push({
        path: `/defaults/timeouts/${name}`,
        reason: 'Balance knows no such time-out, or only whole seconds of it that are the same for client and server',
        protects: false,
      })
  }
  return taken
}

type Limits = NonNullable<LongDefaults['limits']>

function limitsForBalance(limits: Limits, left: Unapplied[]): Limits {
  const {maxConnectionsPerNode} = limits
  for (const name of Object.keys(limits)) {
    if (name !== 'maxConnectionsPerNode')
      left.push({path: `/defaults/limits/${name}`, reason: 'Balance limits connections to a node alone', protects: false})
  }
  return maxConnectionsPerNode === undefined ? {} : {maxConnectionsPerNode}
}
