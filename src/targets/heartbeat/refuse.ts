import type {Report} from '../../findings/finding.ts'
import type {Cluster, Failover, Origin} from '../../model/cluster.ts'
import {floatingAddresses} from '../../model/floating.ts'
import {kinds} from './kinds.ts'

/** Reports LB660 to LB666: what heartbeat needs, and what it cannot do. */
export function reportHeartbeat(cluster: Cluster, failover: Failover, secrets: ReadonlyMap<Origin, string>, report: Report): void {
  reportKey(failover, secrets, report)
  if (cluster.loadBalancers.length > 2)
    report({
      ...kinds.twoNodes,
      message: `heartbeat moves addresses between two machines, and there are ${cluster.loadBalancers.length} load balancers.`,
      hint: 'Write `method: keepalived`, or leave all but two out.',
      path: failover.method.origin,
    })
  reportIpv6(cluster, report)
  reportUnknown(failover, report)
  reportInterfaces(cluster, report)
}

/** What keepalived alone takes. */
function reportUnknown({routerId, notify}: Failover, report: Report): void {
  if (routerId !== undefined)
    report({
      ...kinds.routerId,
      message: 'heartbeat has no router id: `routerId` is for VRRP.',
      hint: 'Leave `routerId` out, or write `method: keepalived`.',
      path: routerId.origin,
    })
  if (notify !== undefined)
    report({
      ...kinds.notify,
      message: 'heartbeat tells no program of yours that its state has changed: it starts and stops what moves, and knows nothing else.',
      hint: 'Leave `notify` out, or write `method: keepalived`.',
      path: notify.origin,
      part: 'key',
    })
}

function reportKey({password, method}: Failover, secrets: ReadonlyMap<Origin, string>, report: Report): void {
  if (password === undefined)
    report({
      ...kinds.missingPassword,
      message: 'heartbeat does not start without a key by which the load balancers know each other.',
      hint: 'Write `password: {env: HEARTBEAT_KEY}`.',
      path: method.origin,
    })
  else if (!/^[!"$-~]{1,255}$/.test(secrets.get(password.origin) ?? ''))
    report({
      ...kinds.password,
      message: "heartbeat's key is 1 to 255 characters of ASCII, without blanks and `#`.",
      hint: 'Use another password.',
      path: password.origin,
    })
}

function reportIpv6(cluster: Cluster, report: Report): void {
  const floating = floatingAddresses(cluster).flatMap(({host, origins}) =>
    host.kind === 'ipv6' ? {text: host.text, path: origins[0]} : [],
  )
  const own = cluster.loadBalancers.flatMap(({address: {value, origin}}) => (value.kind === 'ipv6' ? {text: value.text, path: origin} : []))
  for (const {text, path} of [...floating, ...own])
    report({
      ...kinds.ipv6,
      message: `heartbeat cannot carry \`${text}\`: its files take \`::\` for the end of a word, and its messages IPv4.`,
      hint: 'Write `method: keepalived`, which moves IPv6 addresses too.',
      path: path ?? '/highAvailability',
    })
}

/** Its list of resources has to be the same on both. */
function reportInterfaces({loadBalancers}: Cluster, report: Report): void {
  const [first, ...others] = loadBalancers.flatMap(one => one.interface ?? [])
  const other = others.find(({value}) => value !== first?.value)
  if (first === undefined || other === undefined) return
  report({
    ...kinds.interfaces,
    message: `heartbeat wants the same names on both machines: \`${other.value}\` is not \`${first.value}\`.`,
    hint: 'Give both interfaces one name, or write `method: keepalived`.',
    path: other.origin,
  })
}
