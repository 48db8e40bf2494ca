import type {Cluster, Listener, Service} from '../../model/cluster.ts'
import {supports} from './since.ts'

/** Whether HAProxy itself ends the TLS of a listener. */
export const endsTls = ({tls, link}: Listener): boolean => tls !== undefined && link === undefined

/**
 * What tells clients in TLS from others on these listeners: HAProxy knows it where it ends TLS; where another program does, by the
 * socket on which that one hands over. The numbers of those are their ports, which are the cluster's own, so that they mean the
 * same in the backends of other services too.
 */
export function encryptedView(listeners: readonly Listener[]) {
  const here = listeners.some(endsTls)
  const links = listeners.flatMap(({link}) => link?.value ?? [])
  return {here, links, either: here && links.length > 0, linked: links.length > 0}
}

/**
 * Who comes in where Pound hands over: it names the client in X-Forwarded-For, once and last. Other listeners, and stunnel's, have
 * no such header that could be believed. All of it is the terminator's doing, as `behindTerminator` says of what is heard.
 */
export function toldView(listeners: readonly Listener[], release: string) {
  const links = listeners.flatMap(({link, acceptProxy}) => (link?.by === 'pound' ? {value: link.value, origin: acceptProxy.origin} : []))
  return links.length === 0 ? undefined : {links, isSource: supports(release, 'toldSource')}
}

/**
 * The cluster as HAProxy sees it: where stunnel ends TLS, that one says who the client is by the PROXY protocol, in whatever
 * release hears it.
 */
export function behindTerminator(cluster: Cluster): Cluster {
  const {terminator} = cluster.termination
  if (terminator.value === 'haproxy') return cluster
  const heard = {value: terminator.value === 'stunnel' && supports(cluster.haproxy.version.value, 'acceptProxy'), origin: terminator.origin}
  const seen = <T extends Listener>(listener: T): T => (listener.link === undefined ? listener : {...listener, acceptProxy: heard})
  const seenService = (service: Service): Service => ({
    ...service,
    listeners: service.listeners.map(seen),
    redirects: service.redirects.map(seen),
    routedListeners: service.routedListeners.map(seen),
  })
  const {haproxy} = cluster
  // A profile that only the other one follows needs no release of HAProxy.
  const tlsProfile = haproxy.stats?.listener.tls ? haproxy.tlsProfile : {...haproxy.tlsProfile, value: 'intermediate' as const}
  return {...cluster, haproxy: {...haproxy, tlsProfile}, services: cluster.services.map(seenService)}
}
