import type {Cluster, Failover, LoadBalancer, Origin} from '../../model/cluster.ts'
import type {Family} from '../../model/endpoint.ts'
import {type FloatingAddress, floatingAddresses, prefixOf} from '../../model/floating.ts'
import {watchedEngines} from './engines.ts'

const path = '/highAvailability'

/** Where the script is installed that says whether an engine serves. Only root may write there, which keepalived insists on. */
export const checkPath = '/etc/keepalived/check-engine.sh'

/**
 * How many addresses an advertisement names. All of them move: what is named tells that both units mean the same. A packet has room for
 * 255, of IPv6 for some 80, and keepalived 1 for these.
 */
const ADVERTISED = 20

/** VRRP's version: passwords are gone in 3, which alone knows IPv6 and parts of seconds. */
export const vrrpVersion = ({password}: Failover): 2 | 3 => (password === undefined ? 3 : 2)

/** What `vrrp.hbs` shows: how this load balancer and the others agree on who has the floating addresses. */
export function vrrpView(cluster: Cluster, host: LoadBalancer, failover: Failover, secrets: ReadonlyMap<Origin, string>) {
  const password = passwordView(failover, secrets)
  const families = (['ipv4', 'ipv6'] as const).filter(family => floatingAddresses(cluster).some(one => one.host.kind === family))
  return {
    scripts: watchedEngines(cluster).map(({engine, origins}) => ({engine, origin: origins, program: checkPath})),
    instances: families.map(family => ({
      ...instanceView(family, cluster, host, failover, password),
      // What has moved together is told once, by the group.
      hooks: families.length > 1 ? [] : hookViews(failover),
    })),
    together:
      families.length > 1
        ? {origin: path, families: families.map(family => ({origin: path, family})), hooks: hookViews(failover)}
        : undefined,
  }
}

/** keepalived's name for the change, but for every one, is that of the state. */
const hookViews = ({notify}: Failover) =>
  ([undefined, 'master', 'backup', 'fault', 'stop'] as const).flatMap(state => {
    const program = notify?.[state ?? 'any']
    return program === undefined ? [] : [{origin: program.origin, state: state ?? null, program: program.value}]
  })

type PasswordView = {readonly origin: Origin; readonly word: string} | undefined

function passwordView({password}: Failover, secrets: ReadonlyMap<Origin, string>): PasswordView {
  const word = password && secrets.get(password.origin)
  if (password !== undefined && word === undefined) throw new Error('A pair must not lose its password.')
  return password && word !== undefined ? {origin: password.origin, word} : undefined
}

/** VRRP speaks of one kind of address at a time. */
function instanceView(family: Family, cluster: Cluster, host: LoadBalancer, failover: Failover, password: PasswordView) {
  const {routerId, preferred, failback, advertInterval} = failover
  const addresses = addressViews(cluster, host, failover).filter(({kind}) => kind === family)
  const prefers = preferred.value.name === host.name
  return {
    origin: path,
    family,
    interface: host.interface,
    routerId,
    preferred: {origin: preferred.origin, priority: priorityOf(host, failover, cluster.loadBalancers)},
    failback: {origin: failback.origin, isMaster: failback.value && prefers, stays: !failback.value},
    interval: {origin: advertInterval.origin, seconds: advertInterval.value / 1000},
    unicast: unicastView(family, host, cluster.loadBalancers),
    password,
    scripts: watchedEngines(cluster).map(({engine, origins}) => ({engine, origin: origins})),
    addresses: addresses.slice(0, ADVERTISED),
    unadvertised: addresses.slice(ADVERTISED),
  }
}

/** The preferred one before the others, which follow in their order. */
function priorityOf(host: LoadBalancer, {preferred}: Failover, loadBalancers: readonly LoadBalancer[]): number {
  const ranked = [preferred.value, ...loadBalancers.filter(one => one.name !== preferred.value.name)]
  return Math.max(1, 200 - ranked.findIndex(one => one.name === host.name))
}

/** From one load balancer to the others by their addresses, which needs no multicast; undefined where they have none of that kind. */
function unicastView(family: Family, host: LoadBalancer, loadBalancers: readonly LoadBalancer[]) {
  if (loadBalancers.some(({address}) => address.value.kind !== family)) return undefined
  const view = ({address}: LoadBalancer) => ({origin: address.origin, text: address.value.text})
  return {origin: path, own: view(host), peers: loadBalancers.filter(one => one !== host).map(view)}
}

/** The floating addresses as they stand on the interface of a load balancer. */
export function addressViews(cluster: Cluster, host: LoadBalancer, failover: Failover) {
  const addresses = floatingAddresses(cluster)
  return addresses.map(address => {
    const {value: length, origin} = prefixOf(address, failover, addresses)
    return {
      kind: address.host.kind,
      ...placeView(address, length),
      prefixOrigin: origin,
      interface: host.interface,
      // Of two IPv6 addresses the kernel speaks from the newer one, and a node that has it too answers itself. Of 128 bits keepalived knows.
      isNoSource: address.host.kind === 'ipv6' && length !== 128,
    }
  })
}

const placeView = ({host, origins}: FloatingAddress, length: number) => ({origin: origins, text: `${host.text}/${length}`})
