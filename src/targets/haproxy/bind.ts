import type {Listener, ListenerTls, Origin, PortRange, TlsProfile} from '../../model/cluster.ts'

/** A `bind` line: one word with an address for each port, since only the first may go without one. */
export function bindView(listener: Listener, isHttp: boolean) {
  const {address} = listener
  const host = address.value.kind === 'any' ? '' : address.value.kind === 'ipv6' ? `[${address.value.text}]` : address.value.text
  return {
    origin: listener.origin,
    // Asked for by marked templates alone.
    get origins() {
      return bindOrigins(listener)
    },
    endpoints: listener.ports.value.map(range => `${host}:${formatRange(range)}`).join(','),
    name: listener.name,
    interface: listener.interface?.value,
    acceptProxy: listener.acceptProxy.value,
    tls: listener.tls && tlsView(listener.tls, isHttp),
  }
}

function bindOrigins({origin, name, address, ports, interface: device, acceptProxy, tls}: Listener): readonly Origin[] {
  const named = name === undefined ? undefined : {origin: `${origin}/name`}
  const parts = [address, ports, named, device, acceptProxy.value ? acceptProxy : undefined]
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

function tlsView(tls: ListenerTls, isHttp: boolean) {
  const alpn = tls.alpn.value.length === 0 && isHttp ? ['h2', 'http/1.1'] : tls.alpn.value
  return {
    certificates: tls.certificates.map(({value}) => value),
    ...profileFlags(tls.profile?.value),
    minVersion: tls.minVersion?.value ?? (tls.profile && oldestVersion[tls.profile.value]),
    alpn: alpn.join(','),
    clientAuthorities: tls.clientCertificates?.ca.value,
    clientOptional: tls.clientCertificates?.verify.value === 'optional',
  }
}

/** The oldest TLS version of each of Mozilla's profiles (guidelines 5.7). */
const oldestVersion = {modern: '1.3', intermediate: '1.2', old: '1.0'} as const

/** Which of the profiles' words a line shows; none of them where the profile is `defaults`' own. */
export const profileFlags = (profile: TlsProfile | undefined) => ({
  modern: profile === 'modern',
  intermediate: profile === 'intermediate',
  old: profile === 'old',
})
