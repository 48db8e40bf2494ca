import {applicationsOf} from '../model/applications/of-kind.ts'
import {flowSpec} from './electricflow-spec.ts'
import type {Rule} from './rule.ts'

/** Where an ElectricFlow server speaks HTTPS, and where plain HTTP. */
const [TLS_PORT, PLAIN_PORT] = [8443, 8000]

const spec = (port: number): string =>
  flowSpec({server: `port: ${port}, check: {type: http, port: ${PLAIN_PORT}, path: /commanderRequest/health}`}).replace(
    'server: {mode: http',
    'server: {mode: tcp',
  )

export const flowTlsPort: Rule = {
  code: 'LB336',
  name: 'flow-tls-port',
  family: 'product',
  severity: 'warning',
  summary: 'What the load balancer has decrypted goes to the port where ElectricFlow servers speak TLS.',
  why: 'The load balancer ends the TLS of port 8443, and what comes out is plain HTTP. The servers take that on port 8000; on their own port 8443 they wait for a handshake.',
  see: 'KBEC-00281, "Configuring Load Balancers in ElectricFlow Clusters"',
  bad: spec(TLS_PORT),
  good: spec(PLAIN_PORT),
  check(cluster, find) {
    for (const {services} of applicationsOf(cluster, 'electricflow')) {
      for (const {service} of services.filter(({role}) => role === 'server')) {
        const {name, mode, listeners, reencrypt, servers} = service
        // Of an http service that does so, LB221 speaks, whatever its nodes run.
        if (mode.value === 'http' || reencrypt !== undefined || !listeners.some(({tls}) => tls !== undefined)) continue
        const port = servers.map(server => server.port).find(({value}) => value === TLS_PORT)
        if (port === undefined) continue
        find({
          message: `Service \`${name}\` sends what it has decrypted to port ${TLS_PORT} of ElectricFlow's servers, where they wait for TLS.`,
          hint: `Write \`port: ${PLAIN_PORT}\`, or \`reencrypt\` to speak TLS to them.`,
          path: port.origin,
          owner: service.origin,
        })
      }
    }
  },
}
