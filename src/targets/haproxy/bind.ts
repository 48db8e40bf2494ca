import type {ListenAddress, Listener, ListenerTls, Origin, PortRange, Sourced, TlsProfile, TlsVersion} from '../../model/cluster.ts'
import {oldestVersion} from '../tls-versions.ts'
import {supports} from './since.ts'

/** What all listeners share: the release, and what TLS is where they do not say. */
export interface BindContext {
  readonly version: Sourced<string>
  readonly tlsProfile: Sourced<TlsProfile>
}

/** A `bind` line: one word with an address for each port, since only the first may go without one. */
export function bindView(listener: Listener, isHttp: boolean, context: BindContext) {
  const host = formatAddress(listener.address.value, context.version.value)
  return {
    origin: listener.origin,
    // Asked for by marked templates alone.
    get origins() {
      return bindOrigins(listener, context)
    },
    endpoints: listener.ports.value.map(range => `${host}:${formatRange(range)}`).join(','),
    link: listener.link?.value,
    name: listener.name,
    // Where another program listens in HAProxy's place, the interface is its affair.
    interface: listener.link === undefined ? listener.interface?.value : undefined,
    acceptProxy: listener.acceptProxy.value,
    tls: listener.link === undefined && listener.tls ? tlsView(listener.tls, isHttp, context) : undefined,
  }
}

function formatAddress(address: ListenAddress, release: string): string {
  if (address.kind === 'any') return ''
  return address.kind === 'ipv6' && supports(release, 'brackets') ? `[${address.text}]` : address.text
}

function bindOrigins(listener: Listener, {version, tlsProfile}: BindContext): readonly Origin[] {
  const {origin, name, address, ports, interface: device, acceptProxy, tls, link} = listener
  if (link !== undefined) return [link.origin, acceptProxy.origin, ...(name === undefined ? [] : [`${origin}/name`])]
  const inherited = tls && !supports(version.value, 'oldestTls') && (tls.minVersion ?? tls.profile) === undefined ? tlsProfile : undefined
  const named = name === undefined ? undefined : {origin: `${origin}/name`}
  const parts = [address, ports, named, device, acceptProxy.value ? acceptProxy : undefined, inherited]
  return [...parts, ...(tls ? tlsParts(tls) : [])].flatMap(part => part?.origin ?? [])
}

/** A certificate comes from where the listener names it and from its file. */
const tlsParts = (tls: ListenerTls): readonly ({readonly origin: Origin} | undefined)[] => [
  tls,
  ...tls.certificates.flatMap((file, index) => [{origin: `${tls.origin}/certificates/${index}`}, file]),
  tls.profile,
  tls.minVersion,
  tls.alpn,
  tls.clientCertificates?.ca,
  tls.clientCertificates?.verify,
]

const formatRange = ({first, last}: PortRange): string => (first === last ? String(first) : `${first}-${last}`)

function tlsView(tls: ListenerTls, isHttp: boolean, {version: {value: release}, tlsProfile}: BindContext) {
  const usual = isHttp && supports(release, 'http2') ? ['h2', 'http/1.1'] : []
  const alpn = tls.alpn.value.length === 0 ? usual : tls.alpn.value
  return {
    certificates: tls.certificates.map(({value}) => value),
    ...profileFlags(tls.profile?.value, release),
    ...oldestView(tls, tlsProfile.value, release),
    alpn: alpn.join(','),
    clientAuthorities: tls.clientCertificates?.ca.value,
    clientOptional: tls.clientCertificates?.verify.value === 'optional',
  }
}

/** The oldest version by name, or where a release cannot say it the older ones, each for itself. */
function oldestView({minVersion, profile}: ListenerTls, usual: TlsProfile, release: string) {
  const oldest = minVersion?.value ?? (profile && oldestVersion[profile.value])
  return supports(release, 'oldestTls')
    ? {minVersion: oldest, switchedOff: undefined}
    : {minVersion: undefined, switchedOff: olderThan(oldest ?? oldestVersion[usual])}
}

/** The versions before the oldest one wanted; SSL 3 is always among them. */
const olderThan = (oldest: TlsVersion) => ({tlsTen: oldest !== '1.0', tlsEleven: oldest !== '1.0' && oldest !== '1.1'})

/** Which of the profiles' words a line shows; none of them where the profile is `defaults`' own. */
export const profileFlags = (profile: TlsProfile | undefined, release: string) => ({
  modern: profile === 'modern',
  intermediate: profile === 'intermediate',
  old: profile === 'old',
  securityLevel: supports(release, 'oldestTls'),
  cipherSuites: supports(release, 'cipherSuites'),
})
