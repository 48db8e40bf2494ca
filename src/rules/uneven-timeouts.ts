import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'

const spec = (server: string): string => `lbgen: 1
name: files
loadBalancers: {lb1: 192.168.1.10}
nodes: {files1: 192.168.1.21, files2: 192.168.1.22}
services:
  nfs: {listen: "192.168.1.10:2049", timeouts: {client: 1h, server: ${server}}}
`

export const unevenTimeouts: Rule = {
  code: 'LB206',
  name: 'uneven-timeouts',
  family: 'correct',
  severity: 'hint',
  summary: 'A TCP service waits longer for one side than for the other.',
  why: "On a TCP stream HAProxy cannot know whose turn it is to speak, so the shorter of the two ends every quiet connection, and the longer one only seems to hold. HAProxy's manual advises to keep them equal.",
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-timeout%20client',
  bad: spec('50s'),
  good: spec('1h'),
  check({services}, find) {
    for (const {name, engine, mode, timeouts} of services) {
      const {client, server, tunnel} = timeouts
      if (engine.value !== 'haproxy' || mode.value !== 'tcp' || client === undefined || server === undefined || tunnel !== undefined)
        continue
      if (client.value === server.value) continue
      find({
        message: `Service \`${name}\` waits ${formatDuration(client.value)} for clients and ${formatDuration(server.value)} for nodes; the shorter ends every quiet connection.`,
        hint: 'Write the same duration as `timeouts.client` and `timeouts.server`, or one as `timeouts.tunnel`.',
        path: (client.value < server.value ? client : server).origin,
      })
    }
  },
}
