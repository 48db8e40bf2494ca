import {applicationsOf} from '../model/applications/of-kind.ts'
import type {AlfrescoApplication, Cluster, Service, Sourced} from '../model/cluster.ts'
import {formatDuration} from '../model/duration.ts'
import type {Milliseconds} from '../model/values.ts'
import type {Rule} from './rule.ts'

const spec = (timeout: string): string => `lbgen: 1
name: alfresco-cifs
loadBalancers: {lb1: 192.168.1.10}
nodes: {alfresco1: 192.168.1.21, alfresco2: 192.168.1.22}
services:
  cifs: {listen: "192.168.1.10:445", timeouts: {client: ${timeout}, server: ${timeout}}}
applications:
  repository: {kind: alfresco, release: "5.0", services: {cifs: cifs}}
`

/** What Alfresco has for `cifs.sessionTimeout` when nobody sets it. */
const SESSION_TIMEOUT_SECONDS = 900

export const shortCifsTimeout: Rule = {
  code: 'LB203',
  name: 'short-cifs-timeout',
  family: 'product',
  severity: 'warning',
  summary: 'A load balancer closes idle CIFS connections before Alfresco would.',
  why: `A CIFS drive that is mounted and not in use says nothing for minutes: Windows sends a keep-alive within 15 minutes, and Alfresco waits ${SESSION_TIMEOUT_SECONDS} seconds (\`cifs.sessionTimeout\`). A load balancer that waits less cuts the connection, and open files and locks are lost with it.`,
  see: 'Alfresco documentation, "CIFS file server properties": `cifs.sessionTimeout`',
  bad: spec('5s'),
  good: spec('16m'),
  check(cluster, find) {
    const {lvs} = cluster
    for (const application of applicationsOf(cluster, 'alfresco')) {
      const idleSeconds = sessionTimeoutSeconds(application)
      for (const {service} of application.services.filter(({role}) => role === 'cifs')) {
        const short = idleTimeouts(service, lvs).find(({value}) => value < idleSeconds * 1000)
        if (short === undefined) continue
        find({
          message: `Service \`${service.name}\` closes a CIFS connection after ${formatDuration(short.value)} without traffic, and Alfresco keeps it ${formatDuration(idleSeconds * 1000)}.`,
          hint: `Write more than \`${formatDuration(idleSeconds * 1000)}\` as ${fields(service)}.`,
          path: short.origin,
          owner: service.origin,
        })
      }
    }
  },
}

/** The longest that any node of the application has. */
function sessionTimeoutSeconds({nodes, properties, nodeProperties}: AlfrescoApplication): number {
  const ofNode = nodes.map(({name}) => {
    const written = [...properties, ...(nodeProperties.get(name) ?? [])].findLast(({key}) => key === 'cifs.sessionTimeout')
    return /^\d+$/.test(written?.value ?? '') ? Number(written?.value) : SESSION_TIMEOUT_SECONDS
  })
  return ofNode.length === 0 ? SESSION_TIMEOUT_SECONDS : Math.max(...ofNode)
}

/** What the kernel has when nobody sets it. */
const KERNEL_TIMEOUT_MS = 900_000

const fields = ({packets}: Service): string => (packets === undefined ? '`timeouts.client` and `timeouts.server`' : '`lvs.timeouts.tcp`')

/** How long a side may be silent: once a TCP stream runs, `tunnel` holds in place of the other two. The kernel has one time for all. */
function idleTimeouts({packets, timeouts: {client, server, tunnel}}: Service, lvs: Cluster['lvs']): readonly Sourced<Milliseconds>[] {
  if (packets !== undefined) return [lvs.timeouts.tcp ?? {value: KERNEL_TIMEOUT_MS, origin: '/lvs/timeouts/tcp'}]
  return (tunnel === undefined ? [client, server] : [tunnel]).filter(timeout => timeout !== undefined)
}
