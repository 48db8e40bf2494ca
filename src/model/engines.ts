import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongDefaults} from '../spec/long.ts'
import {parseDuration} from './duration.ts'

export type Engine = 'haproxy' | 'balance' | 'lvs'

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

type Field = keyof LongDefaults
type Timeouts = NonNullable<LongDefaults['timeouts']>
type Limits = NonNullable<LongDefaults['limits']>

/** What an engine can do of the fields that `defaults` may hold. */
interface Abilities {
  /** Why it cannot take a field, whatever its value. */
  readonly lacking: Readonly<Partial<Record<Field, string>>>
  /** The values of other fields that it can take. */
  readonly acceptable: Readonly<Partial<Record<Field, (defaults: LongDefaults) => boolean>>>
  /** What is said of a value that it cannot take. */
  readonly otherwise: string
  readonly timeouts: (timeouts: Timeouts) => {readonly taken: Timeouts; readonly reason: string}
  readonly limits: {readonly taken: readonly (keyof Limits)[]; readonly reason: string}
  /** What of a check that it takes it has none of, and why. */
  readonly check?: {readonly lacking: readonly string[]; readonly reason: string}
}

const balance: Abilities = {
  lacking: {
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
    forward: 'Balance forwards streams, not packets',
  },
  acceptable: {
    mode: ({mode}) => mode === 'tcp',
    protocol: ({protocol}) => protocol === 'tcp',
    port: ({port}) => port !== 'same',
    balance: ({balance: chosen}) => chosen?.algorithm === 'roundrobin',
    persistence: ({persistence}) =>
      persistence?.type === 'none' || (persistence?.type === 'source' && Object.keys(persistence).length === 1),
    clientAddress: ({clientAddress}) => clientAddress === 'hidden',
  },
  otherwise: 'Balance cannot do this',
  timeouts(timeouts) {
    // Balance counts whole seconds, and has one idle time for both sides.
    const whole = (text: string | undefined): text is string => text !== undefined && parseDuration(text) % 1000 === 0
    const {connect, client, server} = timeouts
    const idle = whole(client) && whole(server) && parseDuration(client) === parseDuration(server)
    return {
      taken: {...(whole(connect) && {connect}), ...(idle && {client, server})},
      reason: 'Balance knows no such time-out, or only whole seconds of it that are the same for client and server',
    }
  },
  limits: {taken: ['maxConnectionsPerNode'], reason: 'Balance limits connections to a node alone'},
}

/** A check that every manager of the kernel's balancing can make. */
const isPlain = ({type, ...fields}: NonNullable<LongDefaults['check']>): boolean =>
  (type === undefined || ['none', 'tcp', 'http', 'external'].includes(type)) &&
  !['send', 'expect', 'headers', 'version', 'method', 'tls'].some(field => field in fields)

/** By what the kernel chooses nodes. */
export const kernelAlgorithms = ['roundrobin', 'leastconn', 'source'] as const

const lvs: Abilities = {
  lacking: {
    sourceAddress: "The kernel forwards packets as they are, with the client's address",
    reencrypt: 'The kernel forwards packets and has no TLS',
    requestHeaders: 'The kernel does not read HTTP',
    responseHeaders: 'The kernel does not read HTTP',
    hsts: 'The kernel does not read HTTP',
    routes: 'The kernel sends all clients of a service alike',
    access: 'The kernel balances for every client; the packet filter tells them apart',
    compression: 'The kernel does not read HTTP',
    rateLimit: 'The kernel does not count clients here',
    stats: 'The kernel has no statistics page',
    options: 'The kernel has none of these switches',
    raw: 'These lines are for HAProxy',
  },
  acceptable: {
    mode: ({mode}) => mode === 'tcp',
    balance: ({balance: chosen}) => kernelAlgorithms.some(known => known === chosen?.algorithm),
    persistence: ({persistence}) =>
      persistence?.type === 'none' || (persistence?.type === 'source' && persistence.size === undefined && persistence.with === undefined),
    clientAddress: ({clientAddress}) => clientAddress === 'transparent',
    check: ({check}) => check === undefined || isPlain(check),
    fallback: ({fallback}) => fallback !== undefined && 'address' in fallback,
  },
  otherwise: 'The kernel cannot do this',
  timeouts: ({check}) => ({taken: check === undefined ? {} : {check}, reason: 'The kernel has one such time for all services'}),
  limits: {taken: ['maxConnectionsPerNode'], reason: 'The kernel limits connections to a node alone'},
  check: {
    lacking: ['rise', 'fastInterval', 'downInterval', 'sendProxy'],
    reason: 'Who checks for the kernel knows one interval, and takes a node back at its first good answer',
  },
}

/** Fields that keep somebody out, or prying eyes. */
const protecting: readonly Field[] = ['access', 'rateLimit', 'reencrypt']

/** Why an engine cannot take a field, whatever its value: a clause that begins as a sentence. */
export const lackingOf = (engine: Exclude<Engine, 'haproxy'>): Abilities['lacking'] => (engine === 'balance' ? balance : lvs).lacking

/** HAProxy can do all but a few fields that are about packets. */
const packets: readonly Field[] = ['forward', 'protocol']

/** What of the spec's `defaults` an engine can do. What it lacks is not applied, so that a default never causes an error. */
export function applicable(engine: Engine, defaults: LongDefaults): Applicable {
  if (engine !== 'haproxy') return applicableTo(engine === 'balance' ? balance : lvs, defaults)
  const left = packets.flatMap(field =>
    defaults[field] === undefined
      ? []
      : [{path: `/defaults/${field}`, reason: 'HAProxy forwards TCP streams, not packets', protects: false}],
  )
  const {forward: _forward, protocol: _protocol, ...applied} = defaults
  return {applied, left}
}

/** The language's own defaults, as far as the engine has the thing. */
export function languageDefaults(engine: Engine): Omit<typeof language.service, 'clientAddress' | 'protocol'> & {
  readonly timeouts: Timeouts
  readonly clientAddress: NonNullable<LongDefaults['clientAddress']>
  readonly protocol?: LongDefaults['protocol']
} & Pick<LongDefaults, 'limits' | 'options' | 'raw'> {
  const {protocol, ...service} = language.service
  // A packet keeps its sender.
  if (engine === 'lvs') return {...service, protocol, clientAddress: 'transparent', timeouts: {}}
  if (engine === 'balance') return {...service, timeouts: {connect: language.timeouts.connect}}
  const {timeouts, limits, options} = language
  return {...service, timeouts, limits, options, raw: {frontend: [], backend: []}}
}

/** What only an http service has. A tcp service does not take it over from `defaults`. */
const httpOnly: readonly Field[] = ['requestHeaders', 'responseHeaders', 'hsts', 'compression']

/** What of the spec's `defaults` goes with a mode. */
export const fitting = (mode: 'tcp' | 'http', defaults: LongDefaults): LongDefaults =>
  mode === 'http' ? defaults : Object.fromEntries(Object.entries(defaults).filter(([field]) => !httpOnly.some(name => name === field)))

function applicableTo(abilities: Abilities, defaults: LongDefaults): Applicable {
  const left: Unapplied[] = []
  const fields = Object.keys(defaults).flatMap(key => {
    // Object.keys forgets what it lists.
    const field = key as Field
    if (field === 'timeouts' || field === 'limits') return []
    const {lacking, acceptable, otherwise} = abilities
    const reason = lacking[field] ?? (acceptable[field]?.(defaults) === false ? otherwise : undefined)
    if (reason === undefined) return [[field, defaults[field]]]
    left.push({path: `/defaults/${field}`, reason, protects: protecting.includes(field) && defaults[field] !== false})
    return []
  })
  const {timeouts, limits} = defaults
  const taken: LongDefaults = Object.fromEntries(fields)
  return {
    applied: {
      ...taken,
      ...(taken.check && {check: among('check', taken.check, checkFor(abilities, taken.check), left)}),
      ...(timeouts && {timeouts: among('timeouts', timeouts, abilities.timeouts(timeouts), left)}),
      ...(limits && {limits: among('limits', limits, limitsFor(abilities, limits), left)}),
    },
    left,
  }
}

const limitsFor = ({limits: {taken, reason}}: Abilities, limits: Limits): {readonly taken: Limits; readonly reason: string} => ({
  taken: Object.fromEntries(taken.flatMap(name => (limits[name] === undefined ? [] : [[name, limits[name]]]))),
  reason,
})

type Check = NonNullable<LongDefaults['check']>

function checkFor({check}: Abilities, fields: Check): {readonly taken: Check; readonly reason: string} {
  const {lacking, reason} = check ?? {lacking: [], reason: ''}
  // The cast: what is left out of a check may be left out of every one.
  return {taken: Object.fromEntries(Object.entries(fields).filter(([name]) => !lacking.includes(name))) as Check, reason}
}

/** What is taken of a map; what is left is noted. */
function among<T extends object>(
  field: Field,
  all: T,
  {taken, reason}: {readonly taken: T; readonly reason: string},
  left: Unapplied[],
): T {
  for (const name of Object.keys(all))
    if (!Object.hasOwn(taken, name)) left.push({path: `/defaults/${field}/${name}`, reason, protects: false})
  return taken
}
