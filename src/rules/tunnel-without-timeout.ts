import type {Cluster, Route} from '../model/cluster.ts'
import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'

const spec = (timeouts: string): string => `lbgen: 1
name: chat
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  web:
    mode: http
    listen: "192.168.1.10:80"
    routes: [{when: {header: {name: Upgrade, value: websocket}}, service: chat}]
  chat: {mode: http, port: 8080${timeouts}}
`

/** Where WebSockets are by custom: Socket.IO, SockJS, SignalR. */
const paths = /^\/(ws|wss|websockets?|socket\.io|sockjs|signalr)(\/|$)/i

export const tunnelWithoutTimeout: Rule = {
  code: 'LB234',
  name: 'tunnel-without-timeout',
  family: 'correct',
  severity: 'warning',
  summary: 'A route leads WebSockets to a service that has no time-out for tunnels.',
  why: 'A WebSocket may be silent for long while both sides are well. Without `timeouts.tunnel` the time-outs of requests hold for it, 50 seconds unless others are written: it breaks at each pause, and the client connects again and again.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-timeout%20tunnel',
  bad: spec(''),
  good: spec(', timeouts: {tunnel: 1h}'),
  check({services}, find) {
    const led = servicesOfTunnels(services)
    for (const {name, origin, timeouts} of services) {
      const {client, server, tunnel} = timeouts
      // Whom others lead to has no clients' side of its own.
      const idle = Math.min(client?.value ?? Infinity, server?.value ?? Infinity)
      if (!led.has(name) || tunnel !== undefined || idle >= LONG_MS) continue
      find({
        message: `Service \`${name}\` is where WebSockets go, and ends them after ${formatDuration(idle)} of silence.`,
        hint: 'Write `timeouts: {tunnel: 1h}`.',
        path: `${origin}/timeouts/tunnel`,
        owner: origin,
      })
    }
  },
}

/** Who waits that long has thought of it. */
const LONG_MS = 600_000

const servicesOfTunnels = (services: Cluster['services']): ReadonlySet<string> =>
  new Set(
    services.flatMap(({routes}) =>
      routes.flatMap(route => (route.action.kind === 'service' && isForTunnels(route) ? [route.action.service.value] : [])),
    ),
  )

const isForTunnels = ({when}: Route): boolean =>
  when !== undefined &&
  (when.headers.some(({name, values}) => /^upgrade$/i.test(name) && values.some(value => /^websocket$/i.test(value))) ||
    [...(when.path?.value ?? []), ...(when.pathPrefix?.value ?? [])].some(path => paths.test(path)))
