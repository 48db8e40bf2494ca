import type {Resolvers, Service, Sourced} from '../../model/cluster.ts'
import {formatDuration} from '../../model/duration.ts'
import {formatEndpoint} from '../../model/endpoint.ts'
import type {Milliseconds} from '../../model/values.ts'
import {firstPortOf, sharedView} from './server.ts'
import {supports} from './since.ts'

/** What a section of resolvers says. */
export function resolversView({origin, name, nameservers, timeouts, retries, payloadSize, hold}: Resolvers, release: string) {
  return {
    origin,
    name,
    nameservers: nameservers.map((server, index) => ({
      origin: server.origin,
      name: `ns${index + 1}`,
      endpoint: formatEndpoint(server.address, server.port),
    })),
    payloadSize: supports(release, 'payloadSize') ? payloadSize : undefined,
    retries,
    resolve: supports(release, 'resolveTimeout') ? written(timeouts.resolve) : undefined,
    retry: written(timeouts.retry),
    valid: written(hold.valid),
    nx: hold.nx && written(hold.nx),
    refused: hold.refused && written(hold.refused),
    timeout: hold.timeout && written(hold.timeout),
    other: hold.other && written(hold.other),
    obsolete: hold.obsolete && written(hold.obsolete),
  }
}

const written = ({value, origin}: Sourced<Milliseconds>): Sourced<string> => ({value: formatDuration(value), origin})

/** The line that stands for all nodes that the DNS names; undefined for a service with nodes of its own. */
export function discoveryView(service: Service, release: string) {
  const {discovery, name, limits} = service
  if (discovery === undefined) return undefined
  const {origin, type, slots, resolvers, port} = discovery
  const number = port === undefined || port.value === 'same' ? undefined : port.value
  const firstPort = port?.value === 'same' ? firstPortOf(service) : undefined
  return {
    origin,
    origins: [discovery.name, type, slots, resolvers, port, limits.maxConnectionsPerNode].flatMap(part => part?.origin ?? []),
    prefix: name,
    slots: slots.value,
    host: discovery.name.value,
    port: number,
    shared: sharedView(service, release, firstPort),
    maxConnections: limits.maxConnectionsPerNode,
    // The machine's own library knows one address of a name, and would give it to every slot.
    lookup: {resolvers: resolvers.value, atStart: false},
  }
}
