import type {Report} from '../findings/finding.ts'
import type {Cluster, Listener, PoundSettings, Service, StunnelSettings, Termination} from './cluster.ts'
import {kinds} from './kinds.ts'
import {bindsOfAll} from './listener.ts'
import {field, sourced} from './origin.ts'
import type {ResolvedSpec} from './resolve.ts'

export const buildTermination = ({terminator, linkPort}: ResolvedSpec['tls']): Termination => ({
  origin: '/tls',
  terminator: sourced(terminator, '/tls/terminator'),
  linkPort: sourced(linkPort, '/tls/linkPort'),
})

export const buildStunnel = (fields: ResolvedSpec['stunnel']): StunnelSettings => ({
  origin: '/stunnel',
  user: field(fields, 'user', '/stunnel'),
  group: field(fields, 'group', '/stunnel'),
  pidFile: field(fields, 'pidFile', '/stunnel'),
})

export const buildPound = (fields: ResolvedSpec['pound']): PoundSettings => ({
  origin: '/pound',
  release: sourced(fields.release, '/pound/release'),
  user: field(fields, 'user', '/pound'),
  group: field(fields, 'group', '/pound'),
  threads: sourced(fields.threads, '/pound/threads'),
})

type Around = Pick<Cluster, 'haproxy' | 'highAvailability' | 'termination'>

/**
 * The same services, each TLS listener with the port on which HAProxy takes over where another program ends TLS: its own, else
 * the next one on which nothing of the cluster listens, whatever the address. The same spec gives the same ports.
 * Reports LB115 where there are none left.
 */
export function linkTerminator(services: readonly Service[], around: Around, report: Report): readonly Service[] {
  const {linkPort, terminator} = around.termination
  const by = terminator.value
  if (by === 'haproxy') return services
  const taken = takenPorts(services, around)
  let next = linkPort.value
  let reported = false
  const link = <T extends Listener>(listener: T): T => {
    if (listener.tls === undefined) return listener
    if (listener.tls.linkPort !== undefined) return {...listener, link: {...listener.tls.linkPort, by}}
    while (taken(next)) next++
    reported ||= next > MAX_PORT && (reportNoPort(linkPort, report), true)
    return {...listener, link: {...sourced(next++, linkPort.origin), by}}
  }
  return services.map(service =>
    service.engine.value === 'haproxy'
      ? {...service, listeners: service.listeners.map(link), redirects: service.redirects.map(link)}
      : service,
  )
}

const MAX_PORT = 65_535

const reportNoPort = ({value, origin}: Termination['linkPort'], report: Report): void =>
  report({
    ...kinds.wrongPorts,
    message: `From ${value} on there is no free port left for every TLS listener.`,
    hint: 'Begin lower.',
    path: origin,
  })

/** Whether a port is somebody's: of all listeners, of HAProxy's instances among each other, and of links that were written. */
function takenPorts(services: readonly Service[], {haproxy, highAvailability: {peersPort}}: Around): (port: number) => boolean {
  const listeners = bindsOfAll({services, haproxy})
  const ranges = listeners.flatMap(({ports}) => ports.value)
  const single = new Set([peersPort.value, ...listeners.flatMap(({tls}) => tls?.linkPort?.value ?? [])])
  return port => single.has(port) || ranges.some(({first, last}) => first <= port && port <= last)
}
