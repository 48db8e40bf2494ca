import type {Application, Service, Sourced} from '../model/cluster.ts'
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
  severity: 'warning',
  summary: 'A load balancer closes idle CIFS connections before Alfresco would.',
  why: `A CIFS drive that is mounted and not in use says nothing for minutes: Windows sends a keep-alive within 15 minutes, and Alfresco waits ${SESSION_TIMEOUT_SECONDS} seconds (\`cifs.sessionTimeout\`). A load balancer that waits less cuts the connection, and open files and locks are lost with it.`,
  see: 'Alfresco documentation, "CIFS file server properties": `cifs.sessionTimeout`',
  bad: spec('5s'),
  good: spec('16m'),
  check({applications}, find) {
    for (const application of applications) {
      const idleSeconds = sessionTimeoutSeconds(application)
      for (const {service} of application.services.filter(({role}) => role === 'cifs')) {
        const short = idleTimeouts(service).find(({value}) => value < idleSeconds * 1000)
        if (short === undefined) continue
        find({
          message: `Service \`${service.name}\` closes a CIFS connection after ${formatDuration(short.value)} without traffic, and Alfresco keeps it ${formatDuration(idleSeconds * 1000)}.`,
          hint: `Write more than \`${formatDuration(idleSeconds * 1000)}\` as \`timeouts.client\` and \`timeouts.server\`.`,
          path: short.origin,
          owner: service.origin,
        })
      }
    }
  },
}

/** The longest that any node of the application has. */
function sessionTimeoutSeconds({nodes, properties, nodeProperties}: Application): number {
  const ofNode = nodes.map(({name}) => {
    const written = [...properties, ...(nodeProperties.get(name) ?? [])].findLast(({key}) => key === 'cifs.sessionTimeout')
    return /^\d+$/.test(written?.value ?? '') ? Number(written?.value) : SESSION_TIMEOUT_SECONDS
  })
  return ofNode.length === 0 ? SESSION_TIMEOUT_SECONDS : Math.max(...ofNode)
}

/** How long a side may be silent: once a TCP stream runs, `tunnel` holds in place of the other two. */
function idleTimeouts({timeouts: {client, server, tunnel}}: Service): readonly Sourced<Milliseconds>[] {
  return (tunnel === undefined ? [client, server] : [tunnel]).filter(timeout => timeout !== undefined)
}
