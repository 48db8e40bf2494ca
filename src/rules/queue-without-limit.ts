import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (limits: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", limits: {${limits}}}
`

export const queueWithoutLimit: Rule = {
  code: 'LB233',
  name: 'queue-without-limit',
  family: 'correct',
  severity: 'warning',
  summary: 'A queue has an end, and nobody ever waits in it.',
  why: 'Clients wait for a node that has as many connections as it may have. A node without such a limit takes all of them at once, so that no queue comes about, and `maxQueuePerNode` has no effect.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-maxqueue',
  bad: spec('maxQueuePerNode: 50'),
  good: spec('maxQueuePerNode: 50, maxConnectionsPerNode: 200'),
  check({services}, find) {
    for (const {name, engine, limits, servers} of services) {
      const {maxQueuePerNode, maxConnectionsPerNode} = limits
      if (engine.value !== 'haproxy' || maxQueuePerNode === undefined || maxConnectionsPerNode !== undefined) continue
      if (servers.some(({maxConnections}) => (maxConnections?.value ?? 0) > 0)) continue
      find({
        message: `Service \`${name}\` limits the queue of its nodes, and not their connections: nobody ever waits.`,
        hint: 'Write `maxConnectionsPerNode` too, or leave `maxQueuePerNode` out.',
        path: maxQueuePerNode.origin,
      })
    }
  },
}
