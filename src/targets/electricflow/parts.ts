import {applicationsOf} from '../../model/applications/of-kind.ts'
import {formatEndpoint} from '../../model/endpoint.ts'
import type {Cluster, ElectricflowApplication, ElectricflowPart, HostAndPort, Node, Service, Sourced} from '../../model/cluster.ts'

export const flows = (cluster: Cluster): readonly ElectricflowApplication[] => applicationsOf(cluster, 'electricflow')

/** Every node with a part of an application, in the order of its nodes. */
export const flowNodes = ({nodes, ...parts}: ElectricflowApplication): readonly Node[] =>
  nodes.filter(node => [parts.servers, parts.webServers, parts.repositories].some(part => isOn(part, node)))

export const isOn = ({nodes}: ElectricflowPart, {name}: Node): boolean => nodes.some(node => node.name === name)

export const isWindows = ({os}: Node): boolean => os.startsWith('windows')

/** The server that does what is done once for the cluster: the first that has a Unix shell; undefined where none has. */
export const firstServer = ({servers}: ElectricflowApplication): Node | undefined => servers.nodes.find(node => !isWindows(node))

export const serviceFor = ({services}: ElectricflowApplication, wanted: string): Service | undefined =>
  services.find(({role}) => role === wanted)?.service

/** `10.20.0.31:2181,10.20.0.32:2181`, as every tool of ElectricFlow takes it. */
export const connection = (endpoints: readonly HostAndPort[]): string =>
  endpoints.map(({host, port}) => formatEndpoint(host, port)).join(',')

/** Who speaks TLS with STOMP's clients. */
export type StompEnd = 'load-balancer' | 'server' | 'nobody-knows'

export function stompEnd(application: ElectricflowApplication): StompEnd {
  const service = serviceFor(application, 'stomp')
  if (service?.reencrypt !== undefined) return 'server'
  return service?.listeners.some(({tls}) => tls !== undefined) === true ? 'load-balancer' : 'nobody-knows'
}

/** What clients of STOMP are told; undefined when neither the spec says it nor anything tells whether it is in TLS. */
export function stompClientUri(application: ElectricflowApplication): Sourced<string> | undefined {
  if (application.stompClientUri !== undefined) return application.stompClientUri
  const service = serviceFor(application, 'stomp')
  const listener = service?.listeners.find(({tls}) => tls !== undefined) ?? service?.listeners[0]
  const port = listener?.ports.value[0]?.first
  if (listener === undefined || port === undefined || listener.tls === undefined) return undefined
  return {value: `stomp+ssl://${application.serverName.value.text}:${port}`, origin: listener.ports.origin}
}
