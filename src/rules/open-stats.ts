import type {ListenAddress} from '../model/cluster.ts'
import type {Rule} from './rule.ts'

const spec = (stats: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  stats: ${stats}
`

export const openStats: Rule = {
  code: 'LB204',
  name: 'open-stats',
  severity: 'warning',
  summary: 'The statistics page of HAProxy asks for no password and is open to the network.',
  why: 'The page names every node with its state, its load and its errors; with `admin`, whoever opens it can take nodes out of service.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-stats%20auth',
  bad: spec('{listen: "*:8404"}'),
  good: spec('{listen: "127.0.0.1:8404"}'),
  check({haproxy: {stats}}, find) {
    if (stats === undefined || isLoopback(stats.listener.address.value)) return
    if (stats.password !== undefined) {
      if (!stats.prometheus.value) return
      find({
        message: `HAProxy's metrics, which know no password, listen ${place(stats.listener.address.value)}: they name every node with its state too.`,
        hint: 'Listen on `127.0.0.1` or on an address that only those who collect them can reach, or leave `prometheus` out.',
        path: stats.prometheus.origin,
      })
      return
    }
    find({
      message: `HAProxy's statistics page asks for no password and listens ${place(stats.listener.address.value)}.`,
      hint: 'Write `user` and `password` under `haproxy.stats`, or listen on `127.0.0.1`.',
      path: stats.listener.address.origin,
    })
  },
}

const isLoopback = (address: ListenAddress): boolean =>
  address.kind !== 'any' && (address.kind === 'ipv4' ? address.text.startsWith('127.') : /^(?:::1|::ffff:127\..*)$/.test(address.text))

const place = (address: ListenAddress): string => (address.kind === 'any' ? 'on every address' : `on \`${address.text}\``)
