import type {Check, Origin, Persistence, Service, Sourced} from '../../../model/cluster.ts'
import type {Need} from './need.ts'
import type {Feature} from '../since.ts'

type ServiceNeed = Need<Service>

const checkOf = ({check}: Service): Exclude<Check, {readonly type: 'none'}> | undefined => (check.type === 'none' ? undefined : check)

const cookieOf = ({persistence}: Service): Extract<Persistence, {type: 'cookie'}> | undefined =>
  persistence.type === 'cookie' ? persistence : undefined

/** Nothing for what stands on no service itself. */
const own = (origin: Origin | undefined): Origin | undefined => (origin?.startsWith('/defaults') === true ? undefined : origin)

const algorithm =
  (wanted: string) =>
  ({balance}: Service): Origin | undefined =>
    balance.value.algorithm === wanted ? balance.origin : undefined

const balancing: readonly ServiceNeed[] = [
  {feature: 'firstNode', what: 'to fill one node after the other', asked: algorithm('first')},
  {feature: 'randomNode', what: 'to choose nodes at random', asked: algorithm('random')},
  {
    feature: 'balanceFactor',
    what: 'a limit on the load of each node',
    asked: ({balance}) => (balance.value.factorPercent === undefined ? undefined : balance.origin),
  },
]

const sticking: readonly ServiceNeed[] = [
  {feature: 'cookieFlags', what: 'to hide its cookie from scripts', asked: service => own(hidden(service))},
  {
    feature: 'cookieFlags',
    what: 'its cookie over TLS alone',
    asked: service => {
      const cookie = cookieOf(service)
      return cookie?.method.value === 'insert' && cookie.secure.value ? cookie.secure.origin : undefined
    },
  },
  {
    feature: 'cookieFlags',
    what: 'a cookie that ends',
    asked: service => [cookieOf(service)?.maxIdle?.origin, cookieOf(service)?.maxLife?.origin],
  },
]

function hidden(service: Service): Origin | undefined {
  const cookie = cookieOf(service)
  return cookie?.method.value === 'insert' && cookie.httpOnly.value ? cookie.httpOnly.origin : undefined
}

/** Where a fallback server has an address of a kind. */
const addressOfKind = (kind: 'ipv6' | 'name', fallback: Service['fallback']): Origin | undefined =>
  fallback?.kind === 'server' && fallback.address.value.kind === kind ? fallback.address.origin : undefined

const connecting: readonly ServiceNeed[] = [
  {feature: 'laterTimeouts', what: 'a time-out for tunnels', asked: ({timeouts}) => own(timeouts.tunnel?.origin)},
  {
    feature: 'laterTimeouts',
    what: 'a time-out for a side that has ended',
    asked: ({timeouts}) => [own(timeouts.clientFin?.origin), own(timeouts.serverFin?.origin)],
  },
  {
    feature: 'nodeIpv6',
    what: 'a node with an IPv6 address',
    asked: ({servers}) => servers.find(({node}) => node.address.value.kind === 'ipv6')?.node.address.origin,
  },
  {feature: 'nodeIpv6', what: 'a fallback server with an IPv6 address', asked: ({fallback}) => addressOfKind('ipv6', fallback)},
  {
    feature: 'sourceIpv6',
    what: 'an IPv6 source address',
    asked: ({sourceAddress}) => (sourceAddress?.value.kind === 'ipv6' ? sourceAddress.origin : undefined),
  },
  {
    feature: 'proxyToNodes',
    what: 'to speak the PROXY protocol to its nodes',
    asked: ({clientAddress}) => (clientAddress.value.startsWith('proxy-protocol') ? clientAddress.origin : undefined),
  },
]

const checking: readonly ServiceNeed[] = [
  {
    feature: 'proxyToNodes',
    what: 'checks that speak the PROXY protocol',
    // What follows the traffic is asked for there.
    asked: service => {
      const check = checkOf(service)
      return check?.sendProxy.value === true && !service.clientAddress.value.startsWith('proxy-protocol')
        ? check.sendProxy.origin
        : undefined
    },
  },
  {
    feature: 'tcpTalk',
    what: 'a check that sends or expects text',
    asked: ({check}) => (check.type === 'tcp' ? [check.send?.origin, check.expect?.origin] : undefined),
  },
  {
    feature: 'checkExpect',
    what: 'a check that looks for a text in the answer',
    asked: ({check}) => (check.type === 'http' ? check.body?.origin : undefined),
  },
  {
    feature: 'checkExpect',
    what: 'a check that takes only some statuses for good',
    // Any from 200 to 399 is what every release takes for good by itself.
    asked: ({check}) => (check.type === 'http' && check.status?.value !== '200-399' ? check.status?.origin : undefined),
  },
]

/** Whether a check speaks TLS on its own; undefined where a program minds that. */
const checkTls = (service: Service): Sourced<boolean> | undefined => {
  const check = checkOf(service)
  return check?.type === 'external' ? undefined : check?.tls
}

const checkInTls = (service: Service): Origin | undefined => (checkTls(service)?.value === true ? checkTls(service)?.origin : undefined)

const encrypting: readonly ServiceNeed[] = [
  {feature: 'nodeTls', what: 'TLS to its nodes', asked: ({reencrypt}) => reencrypt?.origin},
  // A `tls` check has a way of its own where there is no TLS.
  {
    feature: 'nodeTls',
    what: 'checks in TLS',
    asked: service => (service.reencrypt === undefined && service.check.type !== 'tls' ? checkInTls(service) : undefined),
  },
  {feature: 'nodeNames', what: 'to ask its nodes for a name in TLS', asked: ({reencrypt}) => reencrypt?.sni?.origin},
  {
    feature: 'checkNames',
    what: 'its checks to ask for a name in TLS',
    asked: service => (service.reencrypt?.sni === undefined ? undefined : checkInTls(service)),
  },
  {
    feature: 'plainChecks',
    what: 'checks without TLS on a port that speaks it',
    asked: service => {
      const tls = checkTls(service)
      return tls?.value === false && checkOf(service)?.port === undefined && service.reencrypt !== undefined ? tls.origin : undefined
    },
  },
  {
    feature: 'nodeAlpn',
    what: 'to offer its nodes application protocols',
    asked: ({reencrypt}) => (reencrypt !== undefined && reencrypt.alpn.value.length > 0 ? reencrypt.alpn.origin : undefined),
  },
  {
    feature: 'systemAuthorities',
    what: "to verify its nodes with the machine's own authorities",
    asked: ({reencrypt}) => (reencrypt?.verify.value === 'required' && reencrypt.ca === undefined ? reencrypt.origin : undefined),
  },
]

/** What the way to the nodes may need. */
export const backendNeeds: readonly ServiceNeed[] = [...balancing, ...sticking, ...connecting, ...checking, ...encrypting]

/** What a service gets without asking, and less of where a release lacks it. */
export interface Loss {
  readonly feature: Feature
  /** What the release does to the service of that name, as it follows "HAProxy 1.4". */
  readonly does: (name: string) => string
  readonly asked: (service: Service) => Origin | undefined
}

export const serviceLosses: readonly Loss[] = [
  {
    feature: 'cookieFlags',
    does: name => `cannot hide the cookie of service \`${name}\` from scripts`,
    asked: service => {
      const origin = hidden(service)
      return origin === own(origin) ? undefined : service.persistence.origin
    },
  },
  {
    feature: 'lookUps',
    does: name => `looks the nodes of service \`${name}\` up when it starts, and does not start where it cannot`,
    asked: ({servers}) => servers.find(({node}) => node.address.value.kind === 'name')?.node.address.origin,
  },
  {
    feature: 'lookUps',
    does: name => `looks the fallback of service \`${name}\` up when it starts, and does not start where it cannot`,
    asked: ({fallback}) => addressOfKind('name', fallback),
  },
]
