import type {Cluster, Link, Listener, ListenerTls, ListenAddress, Service, Sourced, TlsVersion} from '../model/cluster.ts'
import {bindsOf} from '../model/listener.ts'
import {oldestVersion} from './tls-versions.ts'

/** A TLS listener on which another program listens in HAProxy's place, and hands over to it. */
export interface Handover {
  readonly service: Service
  readonly listener: Listener
  readonly tls: ListenerTls
  readonly link: Link
}

/** All of them, in the order of the spec. */
export const handoversOf = ({services}: Cluster): readonly Handover[] =>
  services.flatMap(service =>
    bindsOf(service).flatMap(listener =>
      listener.tls === undefined || listener.link === undefined ? [] : [{service, listener, tls: listener.tls, link: listener.link}],
    ),
  )

/** Who may serve a client of a service: itself, and those to which its routes lead. */
export function servedBy(service: Service, {services}: Cluster): readonly Service[] {
  const targets = new Set(service.routes.flatMap(({action}) => (action.kind === 'service' ? [action.service.value] : [])))
  return [service, ...services.filter(({name}) => targets.has(name))]
}

/** The profile of a TLS listener, and the oldest version that it takes: what is written on it counts before the profile. */
export function versionsOf({profile: own, minVersion}: ListenerTls, {haproxy}: Cluster) {
  const profile = own ?? haproxy.tlsProfile
  const oldest: Sourced<TlsVersion> = minVersion ?? {value: oldestVersion[profile.value], origin: profile.origin}
  return {profile, oldest}
}

/** An address as terminators take it. */
export const listenAddress = (address: ListenAddress): string => (address.kind === 'any' ? '0.0.0.0' : address.text)

/** A time in whole seconds, which are what terminators count, and never none. */
export const inSeconds = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000))
