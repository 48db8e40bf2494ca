import type {Service} from '../model/cluster.ts'
import {coversPort, entriesOf} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (service: string): string => `${webWithCertificate}services:
  web: {mode: http, listen: {address: 192.168.1.10, port: 443, tls: web}, ${service}}
`

/** Where web servers speak TLS and nothing else. */
const tlsPorts: readonly number[] = [443, 8443]

export const plainNodePort: Rule = {
  code: 'LB221',
  name: 'plain-node-port',
  family: 'correct',
  severity: 'warning',
  summary: 'An http service speaks plain HTTP to a port of its nodes where web servers speak TLS.',
  why: 'The TLS of a listener ends at the load balancer. Without `reencrypt` the nodes are spoken to in plain HTTP, and a server that expects TLS answers 400, "plain HTTP request was sent to HTTPS port", or hangs up.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-ssl',
  bad: spec('clientAddress: header'),
  good: spec('clientAddress: header, port: 80'),
  check({services}, find) {
    for (const service of services) {
      const {name, engine, mode, reencrypt, origin} = service
      if (engine.value !== 'haproxy' || mode.value !== 'http' || reencrypt !== undefined || saidOfListener(service)) continue
      const wrong = tlsPorts.map(port => ({port, at: placeOf(service, port)})).find(({at}) => at !== undefined)
      if (wrong?.at === undefined) continue
      find({
        message: `Service \`${name}\` speaks plain HTTP to port ${wrong.port} of its nodes, where web servers speak TLS.`,
        hint: 'Write `reencrypt` to speak TLS to the nodes, or the `port` where they speak plain HTTP.',
        path: wrong.at,
        owner: origin,
      })
    }
  },
}

/** Where it is written that nodes are asked at a port. */
function placeOf(service: Service, port: number): string | undefined {
  const ports = [...service.servers.map(server => server.port), ...(service.discovery?.port ? [service.discovery.port] : [])]
  const asClients = entriesOf(service).some(listener => coversPort(listener, port))
  return ports.find(({value}) => value === port || (value === 'same' && asClients))?.origin
}

/** Of a listener that does without TLS there, LB209 speaks. */
const saidOfListener = ({listeners}: Service): boolean =>
  listeners.some(listener => listener.tls === undefined && !listener.acceptProxy.value && coversPort(listener, 443))
