import {alfrescoSpec, partsOfAlfresco, writtenValues} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (more: string): string => alfrescoSpec('smtp: {listen: "192.168.1.10:25"}', `release: "6.2", services: {smtp: smtp}${more}`)

/** What Alfresco has when nobody sets it. */
const CONNECTIONS = 3

export const fewMailConnections: Rule = {
  code: 'LB307',
  name: 'few-mail-connections',
  family: 'product',
  severity: 'hint',
  summary: 'Alfresco takes three connections for mail at once, and those of checks are among them.',
  why: 'From `email.server.connections.max` connections on, Alfresco turns others away, three if nobody says more. Each load balancer checks with one of its own; mail that comes meanwhile is refused, and a check may be too: a node is taken for down because it is busy.',
  see: 'Alfresco documentation, "Inbound SMTP configuration properties": `email.server.connections.max`',
  bad: spec(''),
  good: spec(', properties: {email.server.connections.max: 50}'),
  check(cluster, find) {
    for (const {application, service, origin} of partsOfAlfresco(cluster, 'smtp')) {
      const [written] = writtenValues(application, 'email.server.connections.max')
      const connections = written !== undefined && /^\d+$/.test(written.value) ? Number(written.value) : CONNECTIONS
      const limits = service.servers.map(({maxConnections}) => maxConnections?.value ?? Infinity)
      const checks = service.check.type === 'none' ? 0 : cluster.loadBalancers.length
      if (connections > CONNECTIONS + checks || Math.max(0, ...limits) + checks <= connections) continue
      find({
        message: `Each node of application \`${application.name}\` takes ${connections} connections for mail at once, of which checks take ${checks}.`,
        hint: `Write \`email.server.connections.max: 50\` under \`properties\`, or a lower \`limits.maxConnectionsPerNode\` on service \`${service.name}\`.`,
        path: written?.origin ?? origin,
      })
    }
  },
}
