import type {Cluster} from '../model/cluster.ts'
import {coversPort} from '../model/listener.ts'
import type {Rule} from './rule.ts'

const spec = (service: string): string => `lbgen: 1
name: files
loadBalancers: {lb1: 192.168.1.10}
nodes: {files1: 192.168.1.21, files2: 192.168.1.22}
services:
  ftp: {${service}, timeouts: {client: 10m, server: 10m}}
`

/** Whether a service, be it another one, has a range of ports for what is transferred: nodes may have a range each. */
const isTransferred = (services: Cluster['services']): boolean =>
  services.some(({listeners}) => listeners.some(({ports}) => ports.value.some(({first, last}) => last > first && last >= 1024)))

export const ftpWithoutData: Rule = {
  code: 'LB249',
  name: 'ftp-without-data',
  family: 'correct',
  severity: 'hint',
  summary: 'A service forwards the commands of FTP, and none of the ports for what is transferred.',
  why: 'FTP opens a second connection for each file and each listing, to a port that the server names. Without those ports the client logs in, and then hangs at the first `ls`, or goes to the node past the load balancer.',
  see: 'https://www.rfc-editor.org/rfc/rfc959.html#section-3.2',
  bad: spec('listen: "192.168.1.10:21"'),
  good: spec('listen: {address: 192.168.1.10, ports: [21, 20000-20100]}, port: same, persistence: source'),
  check({services}, find) {
    for (const {name, mode, packets, listeners} of services) {
      // The kernel has a helper of its own for it.
      if (mode.value !== 'tcp' || packets !== undefined) continue
      const control = listeners.find(listener => coversPort(listener, 21))
      if (control === undefined || isTransferred(services)) continue
      find({
        message: `Service \`${name}\` listens on port 21, and on none of those over which FTP transfers.`,
        hint: "Add the servers' range of passive ports, `ports: [21, 20000-20100]`, with `port: same` and `persistence: source`.",
        path: control.ports.origin,
      })
    }
  },
}
