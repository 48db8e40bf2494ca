import type {Report} from '../findings/finding.ts'
import {listWords, suggest} from '../findings/nearest-word.ts'
import type {LongTls} from '../spec/long.ts'
import {shorten} from '../findings/shorten.ts'
import {pointer} from '../spec/pointer.ts'
import type {Certificate} from '../spec/spec.gen.ts'
import type {
  ListenAddress,
  Listener,
  ListenerTls,
  Origin,
  PortRange,
  PresentedCertificate,
  Redirect,
  RedirectListener,
  Sourced,
} from './cluster.ts'
import {kinds} from './kinds.ts'
import {field, host, sourced} from './origin.ts'
import type {ResolvedListener} from './resolve.ts'

/** The certificates of the spec, by name. */
export type Certificates = Readonly<Record<string, Certificate>>

interface Built {
  readonly listeners: readonly Listener[]
  readonly redirects: readonly RedirectListener[]
}

/** A service's listeners, those that only redirect apart. Reports LB103, LB106, LB114, LB115 and LB120. */
export function buildListeners(
  list: readonly ResolvedListener[],
  path: Origin,
  service: string,
  certificates: Certificates,
  report: Report,
): Built {
  const built = list.map((listener, index) => ({listener, base: buildListener(listener, pointer(path, index), certificates, report)}))
  const serving = built.filter(({listener}) => listener.redirect === undefined).map(({base}) => base)
  const redirects = built.flatMap(({listener: {redirect}, base}) => {
    if (redirect === undefined) return []
    const made = buildRedirect({to: redirect.to, code: redirect.code ?? 301}, base, serving, service, report)
    return made === undefined ? [] : [{...base, redirect: made}]
  })
  return {listeners: serving, redirects}
}

export function buildListener(listener: ResolvedListener, origin: Origin, certificates: Certificates, report: Report): Listener {
  return {
    origin,
    name: listener.name,
    address: listenAddress(sourced(listener.address, pointer(origin, 'address')), report),
    ports: sourced(
      listener.ports.flatMap((port, index) => portRange(port, pointer(origin, 'ports', index), report) ?? []),
      pointer(origin, 'ports'),
    ),
    interface: field(listener, 'interface', origin),
    acceptProxy: sourced(listener.acceptProxy, pointer(origin, 'acceptProxy')),
    tls: listener.tls && buildTls(listener.tls, pointer(origin, 'tls'), certificates, report),
    link: undefined,
  }
}

function listenAddress(text: Sourced<string>, report: Report): Sourced<ListenAddress> {
  if (text.value === '*') return {value: {kind: 'any'}, origin: text.origin}
  const {value} = host(text.value, text.origin, report)
  if (value.kind !== 'name') return {value, origin: text.origin}
  if (/^[\w.-]+$/.test(text.value)) {
    report({
      ...kinds.wrongAddress,
      message: `A listener needs an IP address; \`${shorten(text.value)}\` is a host name.`,
      hint: 'Write the address itself, or `*` for every address.',
      path: text.origin,
    })
  }
  return {value: {kind: 'any'}, origin: text.origin}
}

function portRange(port: number | string, path: Origin, report: Report): PortRange | undefined {
  const [first, last = first] = typeof port === 'number' ? [port] : port.split('-').map(Number)
  if (first === undefined || last === undefined || !(first >= 1 && last <= 65535)) {
    report({...kinds.wrongPorts, message: `\`${port}\` is not a port.`, hint: 'Ports go from 1 to 65535.', path})
    return undefined
  }
  if (first > last) {
    report({...kinds.wrongPorts, message: `The range \`${port}\` ends before it begins.`, hint: `Write \`${last}-${first}\`.`, path})
    return undefined
  }
  return {first, last}
}

function buildTls(tls: LongTls, origin: Origin, certificates: Certificates, report: Report): ListenerTls {
  const names = tls.certificates ?? []
  if (names.length === 0) {
    report({...kinds.contradiction, message: 'TLS needs a certificate.', hint: 'Name one under `certificate`.', path: origin, part: 'key'})
  }
  const {clientCertificates} = tls
  const base = pointer(origin, 'clientCertificates')
  return {
    origin,
    certificates: names.flatMap(
      (name, index) => certificateFile(sourced(name, pointer(origin, 'certificates', index)), certificates, report) ?? [],
    ),
    profile: field(tls, 'profile', origin),
    minVersion: field(tls, 'minVersion', origin),
    alpn: sourced(tls.alpn ?? [], pointer(origin, 'alpn')),
    linkPort: field(tls, 'linkPort', origin),
    clientCertificates: clientCertificates && {
      ca: sourced(clientCertificates.ca, pointer(base, 'ca')),
      verify: sourced(clientCertificates.verify ?? 'required', pointer(base, 'verify')),
    },
  }
}

/** The file of a certificate; reports LB103 when nothing has that name. */
export function certificateFile(name: Sourced<string>, certificates: Certificates, report: Report): PresentedCertificate | undefined {
  const certificate = Object.hasOwn(certificates, name.value) ? certificates[name.value] : undefined
  if (certificate !== undefined) {
    const base = pointer('/certificates', name.value)
    return {...sourced(certificate.file, pointer(base, 'file')), names: field(certificate, 'names', base)}
  }
  const known = Object.keys(certificates)
  const otherwise =
    known.length === 0 ? 'Define it under `certificates`.' : `Certificates are defined under \`certificates\`: ${listWords(known, 'and')}.`
  report({
    ...kinds.unknownCertificate,
    message: `There is no certificate \`${name.value}\`.`,
    hint: suggest(name.value, known, otherwise),
    path: name.origin,
  })
  return undefined
}

function buildRedirect(
  redirect: {readonly to: string; readonly code: number},
  listener: Listener,
  serving: readonly Listener[],
  service: string,
  report: Report,
): Redirect | undefined {
  const origin = pointer(listener.origin, 'redirect')
  const code = sourced(redirect.code, pointer(origin, 'code'))
  if (redirect.to === 'https') return redirectToHttps({code, origin}, listener, serving, service, report)
  const to = sourced(redirect.to, pointer(origin, 'to'))
  if (/^https?:\/\/[^/]/.test(redirect.to)) return {kind: 'url', to, code, origin}
  report({
    ...kinds.redirectNowhere,
    message: `\`${shorten(redirect.to)}\` is neither \`https\` nor a URL.`,
    hint: 'Write `https`, or a URL that begins with `http://` or `https://`.',
    path: to.origin,
  })
  return undefined
}

/** To the first TLS listener of the service. */
function redirectToHttps(
  {code, origin}: Pick<Redirect, 'code' | 'origin'>,
  listener: Listener,
  serving: readonly Listener[],
  service: string,
  report: Report,
): Redirect | undefined {
  const target = serving.find(({tls}) => tls !== undefined)?.ports.value[0]
  if (target === undefined) {
    report({
      ...kinds.redirectNowhere,
      message: `\`redirect: https\` leads nowhere: service \`${service}\` has no TLS listener.`,
      hint: 'Add a listener with `tls`, or redirect to a URL.',
      path: origin,
    })
    return undefined
  }
  if (listener.tls !== undefined) {
    report({
      ...kinds.contradiction,
      message: 'This listener speaks TLS already, and redirects to https.',
      hint: 'Leave out `tls` or `redirect`.',
      path: origin,
    })
  }
  return {kind: 'https', port: target.first, code, origin}
}
