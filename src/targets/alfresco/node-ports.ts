import {type Listener, entriesOf, portsOf} from '../../model/listener.ts'
import type {Node, PortRange, Service, Sourced} from '../../model/cluster.ts'

/** The ports on which a service reaches a node, in order, with where each was written; none where it does not lead there. */
export function nodePorts({servers, listeners}: Service, node: Node): readonly Sourced<number>[] {
  const port = servers.find(server => server.node.name === node.name)?.port ?? servers[0]?.port
  if (port === undefined) return []
  if (port.value !== 'same') return [{value: port.value, origin: port.origin}]
  return listeners.flatMap(listener => singlePorts(listener))
}

/** Ports that are listed one by one: a range is for data. */
const singlePorts = ({ports}: Listener): readonly Sourced<number>[] =>
  ports.value.filter(({first, last}) => first === last).map(({first}) => ({value: first, origin: ports.origin}))

/** The first range of ports that a service listens on and hands on as it is; undefined where each port is on its own. */
export function dataRange({listeners, servers}: Service): Sourced<PortRange> | undefined {
  if (!servers.some(({port}) => port.value === 'same')) return undefined
  for (const {ports} of listeners) {
    const range = ports.value.find(({first, last}) => last > first)
    if (range !== undefined) return {value: range, origin: ports.origin}
  }
  return undefined
}

/** Whether clients of a service reach a port of it. */
export const publishes = ({listeners}: Service, port: number): boolean => listeners.some(listener => portsOf(listener).includes(port))

/** Every single port of a service: where clients come in, and where its nodes are reached. */
export const portsAmong = (service: Service): readonly number[] => [
  ...service.servers.flatMap(({port}) => (port.value === 'same' ? [] : [port.value])),
  ...entriesOf(service).flatMap(listener => singlePorts(listener).map(({value}) => value)),
]
