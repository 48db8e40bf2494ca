import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'

const spec = (tunnel: string): string => `lbgen: 1
name: chat
loadBalancers: {lb1: 192.168.1.10}
nodes: {chat1: 192.168.1.21, chat2: 192.168.1.22}
services:
  chat: {mode: http, listen: "192.168.1.10:80", timeouts: {client: 5m, server: 5m, tunnel: ${tunnel}}}
`

export const shortTunnel: Rule = {
  code: 'LB236',
  name: 'short-tunnel',
  family: 'correct',
  severity: 'hint',
  summary: 'A time-out for tunnels is shorter than those that it takes the place of.',
  why: 'Once a connection is a tunnel, a WebSocket or a TCP stream, `tunnel` holds in place of `client` and `server`, whether it is longer or shorter. Tunnels are silent for longer than requests: a shorter one cuts what `client` and `server` would have kept.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-timeout%20tunnel',
  bad: spec('1m'),
  good: spec('1h'),
  check({services}, find) {
    for (const {name, timeouts} of services) {
      const {client, server, tunnel} = timeouts
      if (tunnel === undefined || client === undefined || server === undefined) continue
      const idle = Math.min(client.value, server.value)
      if (tunnel.value >= idle) continue
      find({
        message: `Service \`${name}\` ends a silent tunnel after ${formatDuration(tunnel.value)}, sooner than other silent connections (${formatDuration(idle)}).`,
        hint: 'Write a longer `timeouts.tunnel`, such as `1h`, or leave it out.',
        path: tunnel.origin,
      })
    }
  },
}
