import type {Compression, HeaderChanges, HeaderValue, Hsts, Listener, Service, Sourced} from '../../model/cluster.ts'
import {entriesOf} from '../../model/listener.ts'
import {frontName} from './names.ts'
import {encryptedView, toldView} from './encryption.ts'
import {quoteLogFormat} from './quote.ts'
import {supports} from './since.ts'

/**
 * What a service changes of headers. Where routes lead clients from one service to another it stands in the backends, so
 * that each service's own hold for what its own nodes get and say.
 */
export function serviceHeaders(service: Service, release: string) {
  // Who comes by another service's listeners comes by one as good as the service's own.
  const entered = {...service, listeners: entriesOf(service)}
  return {
    forwarded: forwardedView(entered, release),
    hidden: hiddenView(entered, release),
    requestHeaders: requestHeadersView(entered, release),
    responseHeaders: headersView(service.responseHeaders, release),
  }
}

/**
 * What a front end changes of answers that HAProxy makes there itself, before any backend is chosen: those that come by a
 * backend have been changed there, by the service whose it is. Nothing where a release's rules do not see such answers.
 */
export const ownAnswersView = (service: Service, release: string) =>
  isRouted(service) && supports(release, 'afterResponse') ? headersView(service.responseHeaders, release, frontName(service)) : undefined

/** The same for a front end that makes all of its answers itself. */
export const redirectAnswersView = ({responseHeaders}: Service, release: string) =>
  supports(release, 'afterResponse') ? headersView(responseHeaders, release) : undefined

export const isRouted = ({routes, routedListeners}: Service): boolean => routes.length > 0 || routedListeners.length > 0

/** Changes to headers, in the words of the release: as rules, or line by line; of answers, where it says so those alone that a proxy has made. */
export function headersView({remove, set, add}: HeaderChanges, release: string, madeBy?: string) {
  const byLine = supports(release, 'headerLines')
  const gone = [...remove.map(({value, origin}) => ({name: value, origin})), ...set]
  return {
    removed: byLine ? [] : remove.map(({value, origin}) => ({value, origin, madeBy})),
    set: byLine ? [] : set.map(header => ruleView(header, madeBy)),
    added: byLine ? [] : add.map(header => ruleView(header, madeBy)),
    goneLines: byLine ? gone.map(({name, origin}) => ({origin, pattern: linePattern(name), kept: [] as readonly Sourced<number>[]})) : [],
    newLines: byLine ? [...set, ...add].map(({name, value, origin}) => ({origin, line: `${name}: ${value}`})) : [],
    after: supports(release, 'afterResponse'),
  }
}

const ruleView = ({name, value, origin}: HeaderValue, madeBy: string | undefined) => ({
  origin,
  name,
  value: quoteLogFormat(value),
  madeBy,
})

/** A regular expression for all lines of a header. */
const linePattern = (name: string): string => `^${name.replaceAll(/[.*+^$|]/g, String.raw`\$&`)}:`

/**
 * `clientAddress: header`: each request says who the client is and how it came, whatever it says itself. Of the scheme
 * nothing is known where another program has taken the TLS off.
 */
function forwardedView({clientAddress, listeners}: Service, release: string) {
  if (clientAddress.value !== 'header') return undefined
  const encrypted = listeners.some(({tls}) => tls !== undefined)
  const plain = listeners.some(({tls, acceptProxy}) => tls === undefined && !acceptProxy.value)
  const unknown = listeners.some(isUnknown)
  return {
    origin: clientAddress.origin,
    byLine: supports(release, 'headerLines'),
    always: unknown ? undefined : encrypted && plain ? undefined : encrypted ? 'https' : 'http',
    either: !unknown && encrypted && plain,
    removed: unknown,
    whenEncrypted: unknown && encrypted,
    encryption: encryptedView(listeners),
    kept: keptView(listeners, release),
  }
}

/** Where a header names the client who is not HAProxy's source, that header stays as it is. */
function keptView(listeners: readonly Listener[], release: string) {
  const told = toldView(listeners, release)
  return told?.isSource === false ? told.links : []
}

/** A header of whom the nodes are not to learn; where it has become the source, the front end has removed it. */
function hiddenView({clientAddress, listeners}: Service, release: string) {
  const kept = keptView(listeners, release)
  return clientAddress.value === 'header' || kept.length === 0
    ? undefined
    : {origins: [clientAddress.origin, ...kept.map(({origin}) => origin)], links: kept, byLine: supports(release, 'headerLines')}
}

/** What is changed of requests; line by line, the headers of `clientAddress: header` are among them, for all deletions come before all additions. */
function requestHeadersView(service: Service, release: string) {
  const forwarded = forwardedView(service, release)
  if (!forwarded?.byLine) return headersView(service.requestHeaders, release)
  const {origin, always} = forwarded
  const {remove, set, add} = service.requestHeaders
  const told = always === undefined ? [] : [{name: scheme, value: always, origin}]
  const changes = headersView({remove: [{value: scheme, origin}, ...remove], set, add: [...told, ...add]}, release)
  const forged = {origin, pattern: linePattern('X-Forwarded-For'), kept: forwarded.kept}
  return {...changes, goneLines: [forged, ...changes.goneLines]}
}

const scheme = 'X-Forwarded-Proto'

/** 1.4 looks at the first request of a connection alone, unless each one gets a connection of its own to the node. */
export const everyRequest = ({mode}: Service, release: string): Service['mode'] | undefined =>
  mode.value === 'http' && !supports(release, 'everyRequest') ? mode : undefined

const isUnknown = ({tls, acceptProxy}: Listener): boolean => tls === undefined && acceptProxy.value

export const hstsView = ({origin, maxAge, includeSubDomains, preload}: Hsts, listeners: readonly Listener[], release: string) => ({
  origin,
  encryption: encryptedView(listeners),
  value: [`max-age=${maxAge.value}`, ...(includeSubDomains.value ? ['includeSubDomains'] : []), ...(preload.value ? ['preload'] : [])].join(
    '; ',
  ),
  parts: [maxAge.origin, includeSubDomains.origin, preload.origin],
  after: supports(release, 'afterResponse'),
})

export const compressionView = ({origin, algorithms, types, offload}: Compression) => ({
  origin,
  algorithms: {...algorithms, words: algorithms.value},
  types: {...types, words: types.value},
  offload: offload.value ? offload : undefined,
})
