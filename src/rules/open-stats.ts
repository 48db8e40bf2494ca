import type {HaproxySettings, ListenAddress, Service} from '../model/cluster.ts'
import {entriesOf, isLocal} from '../model/listener.ts'
import type {Find, Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (stats: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  stats: ${stats}
`

export const openStats: Rule = {
  code: 'LB204',
  name: 'open-stats',
  family: 'secure',
  severity: 'warning',
  summary: 'The statistics of HAProxy, on a page of their own or on a service, ask for no password and are open to the network.',
  why: 'The page names every node with its state, its load and its errors; with `admin`, whoever opens it can take nodes out of service.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-stats%20auth',
  bad: spec('{listen: "*:8404"}'),
  good: spec('{listen: "127.0.0.1:8404"}'),
  check({haproxy: {stats}, services}, find) {
    if (stats !== undefined) checkPage(stats, find)
    for (const service of services) checkService(service, find)
  },
}

function checkPage(stats: NonNullable<HaproxySettings['stats']>, find: Find): void {
  if (isLocal(stats.listener.address.value)) return
  if (stats.password === undefined) {
    find({
      message: `HAProxy's statistics page asks for no password and listens ${place(stats.listener.address.value)}.`,
      hint: 'Write `user` and `password` under `haproxy.stats`, or listen on `127.0.0.1`.',
      path: stats.listener.address.origin,
    })
  } else if (stats.prometheus.value) {
    find({
      message: `HAProxy's metrics, which know no password, listen ${place(stats.listener.address.value)}: they name every node with its state too.`,
      hint: 'Listen on `127.0.0.1` or on an address that only those who collect them can reach, or leave `prometheus` out.',
      path: stats.prometheus.origin,
    })
  }
}

/** The page of a service knows no password: only who may reach the service keeps it from anybody. Other engines have none, and say so. */
function checkService(service: Service, find: Find): void {
  const {name, engine, stats, access, origin} = service
  const open = entriesOf(service).find(({address}) => !isLocal(address.value))
  if (engine.value !== 'haproxy' || !stats.value || open === undefined || access?.allow !== undefined) return
  find({
    message: `Every client of service \`${name}\`, which listens ${place(open.address.value)}, can read HAProxy's statistics at \`/haproxy?stats\`: no password is asked for.`,
    hint: 'Write `haproxy.stats` with `user` and `password` in its place, or say under `access.allow` who reaches the service.',
    path: stats.origin,
    owner: origin,
  })
}

const place = (address: ListenAddress): string => (address.kind === 'any' ? 'on every address' : `on \`${address.text}\``)
