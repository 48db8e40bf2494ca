import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongDefaults} from '../spec/long.ts'
import {pointer} from '../spec/pointer.ts'
import type {Compression, HeaderChanges, HeaderValue, Hsts, Origin, RateLimit, Service} from './cluster.ts'
import {parseDuration, parseSize} from './duration.ts'
import {kinds} from './kinds.ts'
import {duration, sourced} from './origin.ts'
import type {ResolvedService} from './resolve.ts'
import type {OriginOf} from './sourced.ts'

/** Where header changes may have been written. */
export interface Written {
  readonly path: Origin
  readonly own: LongDefaults | undefined
  readonly defaults: LongDefaults | undefined
}

type Key = 'requestHeaders' | 'responseHeaders'

/** What a service changes of headers. Reports LB120 for changes that contradict each other. */
export function buildHeaders(key: Key, service: ResolvedService, written: Written, originOf: OriginOf, report: Report): HeaderChanges {
  const {set = {}, add = {}, remove = []} = service[key] ?? {}
  const values = (step: 'set' | 'add', map: Readonly<Record<string, string>>): readonly HeaderValue[] =>
    Object.entries(map).map(([name, value]) => ({name, value, origin: originOf(key, step, name)}))
  const built = {
    remove: remove.map(name => sourced(name, originOfRemoved(name, key, written))),
    set: values('set', set),
    add: values('add', add),
  }
  reportContradictions(built, report)
  return built
}

function originOfRemoved(name: string, key: Key, {path, own, defaults}: Written): Origin {
  const index = own?.[key]?.remove?.indexOf(name) ?? -1
  if (index >= 0) return pointer(path, key, 'remove', index)
  return pointer('/defaults', key, 'remove', defaults?.[key]?.remove?.indexOf(name) ?? 0)
}

/** Reports LB120: of two changes to one header, only the last would be seen. */
function reportContradictions({remove, set}: HeaderChanges, report: Report): void {
  const seen = new Set<string>()
  for (const {name, origin} of set) {
    if (seen.has(name.toLowerCase()))
      report({
        ...kinds.contradiction,
        message: `The header \`${name}\` is set twice: names of headers count without regard to case.`,
        hint: 'Keep one of the two.',
        path: origin,
        part: 'key',
      })
    seen.add(name.toLowerCase())
  }
  for (const {value, origin} of remove) {
    if (seen.has(value.toLowerCase()))
      report({
        ...kinds.contradiction,
        message: `The header \`${value}\` is removed and set.`,
        hint: 'Leave it out under `remove`: `set` replaces whatever was there.',
        path: origin,
      })
  }
}

/** Reports LB120: who sets X-Forwarded-For and the rest of `clientAddress: header` in another way too. */
export function reportForwarding({clientAddress, requestHeaders}: Pick<Service, 'clientAddress' | 'requestHeaders'>, report: Report): void {
  if (clientAddress.value !== 'header') return
  const {set, add, remove} = requestHeaders
  for (const {name, origin} of [...set, ...add, ...remove.map(header => ({...header, name: header.value}))]) {
    if (!/^x-forwarded-(for|proto)$/i.test(name)) continue
    report({
      ...kinds.contradiction,
      message: `\`clientAddress: header\` sets the header \`${name}\` already.`,
      hint: 'Leave it out here, or write `clientAddress: hidden`.',
      path: origin,
    })
  }
}

const YEAR_SECONDS = 31_536_000

/** Reports LB120 for a wish to be preloaded that no browser's list grants. */
export function buildHsts({hsts}: ResolvedService, originOf: OriginOf, report: Report): Hsts | undefined {
  if (hsts === false) return undefined
  const {maxAge, includeSubDomains, preload} = {...language.hstsFields, ...hsts}
  const at = <T>(key: string, value: T) => sourced(value, originOf('hsts', key))
  const built = {
    origin: originOf('hsts'),
    maxAge: at('maxAge', parseDuration(maxAge) / 1000),
    includeSubDomains: at('includeSubDomains', includeSubDomains),
    preload: at('preload', preload),
  }
  if (preload && (!includeSubDomains || built.maxAge.value < YEAR_SECONDS))
    report({
      ...kinds.contradiction,
      message: 'The lists that browsers come with take no name without `includeSubDomains` and a `maxAge` of a year.',
      hint: 'Write `{maxAge: 365d, includeSubDomains: true, preload: true}`, or leave `preload` out.',
      path: built.preload.origin,
    })
  return built
}

export function buildCompression({compression}: ResolvedService, originOf: OriginOf): Compression | undefined {
  if (compression === false) return undefined
  const {algorithms, types, offload} = {...language.compressionFields, ...compression}
  const at = <T>(key: string, value: T) => sourced(value, originOf('compression', key))
  return {
    origin: originOf('compression'),
    algorithms: at('algorithms', algorithms),
    types: at('types', types),
    offload: at('offload', offload),
  }
}

export function buildRateLimit({rateLimit}: ResolvedService, originOf: OriginOf, report: Report): RateLimit | undefined {
  if (rateLimit === false) return undefined
  const {requests, per, clients} = {...language.rateLimitFields, ...rateLimit}
  const at = <T>(key: string, value: T) => sourced(value, originOf('rateLimit', key))
  return {
    origin: originOf('rateLimit'),
    requests: at('requests', requests),
    per: duration(at('per', per), report),
    clients: at('clients', parseSize(clients)),
  }
}

/** Reports LB120: an address of its own and the clients' addresses, both at once. */
export function reportSource({name, clientAddress, sourceAddress}: Service, report: Report): void {
  if (clientAddress.value !== 'transparent' || sourceAddress === undefined) return
  report({
    ...kinds.contradiction,
    message: `Service \`${name}\` is to reach its nodes from its clients' addresses, and from \`${sourceAddress.value.text}\`.`,
    hint: 'Leave `sourceAddress` out, or write `clientAddress: hidden`.',
    path: sourceAddress.origin,
  })
}
