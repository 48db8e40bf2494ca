import type {Cluster, Listener, Origin} from '../../model/cluster.ts'
import {formatHost} from '../../model/endpoint.ts'
import {takesFloating} from '../../model/floating.ts'
import {bindsOf} from '../../model/listener.ts'

/** A program without which the floating addresses lead nowhere, and where it listens when it is well. */
export interface WatchedEngine {
  readonly engine: 'haproxy' | 'balance'
  /** The services whose clients it takes. */
  readonly origins: readonly Origin[]
  readonly endpoints: readonly {readonly origin: Origin; readonly address: string; readonly port: number}[]
}

/** Every program that takes connections to floating addresses. The kernel's balancing is none: keepalived itself cares for it. */
export const watchedEngines = (cluster: Cluster): readonly WatchedEngine[] =>
  (['haproxy', 'balance'] as const).flatMap(engine => watch(engine, cluster) ?? [])

function watch(engine: WatchedEngine['engine'], {services, haproxy, loadBalancers}: Cluster): WatchedEngine | undefined {
  const own = services.filter(service => service.engine.value === engine)
  const statistics = engine === 'haproxy' && haproxy.stats !== undefined ? [haproxy.stats.listener] : []
  const listeners = [...own.flatMap(bindsOf), ...statistics].filter(listener => takesFloating(listener, loadBalancers))
  if (listeners.length === 0) return undefined
  return {engine, origins: own.map(({origin}) => origin), endpoints: listeners.flatMap(endpointsOf)}
}

/**
 * Of a range of ports its first stands for all: one program opens them together. Where another program ends TLS, both have
 * to be there: the one that clients come to, and HAProxy behind it.
 */
const endpointsOf = ({address, ports, link}: Listener): WatchedEngine['endpoints'] => [
  ...ports.value.map(({first}) => ({origin: address.origin, address: socketAddress(address.value), port: first})),
  ...(link === undefined ? [] : [{origin: link.origin, address: '127.0.0.1', port: link.value}]),
]

/** As `ss` names it. */
const socketAddress = (address: Listener['address']['value']): string => (address.kind === 'any' ? '0.0.0.0' : formatHost(address))
