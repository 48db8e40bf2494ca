import type {Cluster, Node, Origin, Service, Sourced} from '../../model/cluster.ts'
import {type Host, formatIpv6, onTheWire, parseIpv6} from '../../model/endpoint.ts'
import {sourceAddresses} from '../alfresco/load-balancers.ts'
import {type NodeHeader, nodeHeaderOf} from '../header.ts'
import {TICKET_BYTES, TOMCAT_TIMEOUT_MS, type Tier, hasRoute} from '../../model/applications/tier.ts'
import {repositoryPortOn, sharePortOn} from './ports.ts'
import {DEFAULT_PORTS, type Url, escapeRegex, publicUrls} from './urls.ts'

/** A Tomcat of a tier, and what runs in it. */
export interface Tomcat {
  readonly node: Node
  readonly file: 'tomcat.xml' | 'tomcat-share.xml' | 'tomcat-repository.xml'
  readonly port: number
  /** Those that lead to it; at least one. */
  readonly services: readonly Service[]
}

/** What the template of a Tomcat's part of `server.xml` prints. */
export interface TomcatView extends NodeHeader {
  readonly origin: Origin
  readonly port: number
  readonly services: readonly Origin[]
  /** How long Tomcat waits for a request on a connection, in milliseconds. */
  readonly connectionTimeout: number
  readonly maxHeader: false | {readonly origin: Origin; readonly size: number}
  /** False where the valve learns it with each request. */
  readonly proxy: false | ProxyView
  readonly route: false | Sourced<string>
  readonly valve: false | ValveView
}

interface ProxyView {
  readonly origin: Origin
  readonly name: string
  readonly port: number
  readonly scheme: Url['scheme']
  readonly isSecure: boolean
}

interface ValveView {
  readonly origin: Origin
  /** False: the private networks that every Tomcat takes for its own. */
  readonly proxies: false | {readonly origins: readonly Origin[]; readonly regex: string}
  /** False: those that everybody knows. */
  readonly httpPort: false | Sourced<number>
  readonly httpsPort: false | Sourced<number>
}

/** Every Tomcat that a service leads to. One that runs both has one file. */
export const tomcatsOf = (tier: Tier): readonly Tomcat[] => tier.cluster.nodes.flatMap(node => tomcatsOn(tier, node))

function tomcatsOn(tier: Tier, node: Node): readonly Tomcat[] {
  const {share, repository, shareService, repositoryService} = tier
  const ofShare = tomcatsFor(shareService, share.nodes, {node, file: 'tomcat-share.xml', port: sharePortOn(tier, node)})
  const ofRepository = tomcatsFor(repositoryService, repository?.nodes ?? [], {
    node,
    file: 'tomcat-repository.xml',
    port: repositoryPortOn(tier, node),
  })
  const all = [...ofShare, ...ofRepository]
  const [first, second] = all
  if (first === undefined || (second !== undefined && first.port !== second.port)) return all
  return [{...first, file: 'tomcat.xml', services: [...new Set(all.flatMap(({services}) => services))]}]
}

const tomcatsFor = (service: Service | undefined, nodes: readonly Node[], tomcat: Omit<Tomcat, 'services'>): readonly Tomcat[] =>
  service !== undefined && nodes.includes(tomcat.node) ? [{...tomcat, services: [service]}] : []

export function tomcatView(tier: Tier, {node, port, services}: Tomcat): TomcatView {
  const {cluster, share} = tier
  const urls = services.flatMap(service => publicUrls(cluster, service, tier.serverName?.value))
  const header = services.find(({clientAddress}) => clientAddress.value === 'header')
  return {
    ...nodeHeaderOf(cluster, node),
    origin: share.origin,
    port,
    services: services.map(({origin}) => origin),
    connectionTimeout: TOMCAT_TIMEOUT_MS,
    maxHeader: share.sso.value !== 'none' && {origin: share.sso.origin, size: TICKET_BYTES},
    proxy: header === undefined && proxyView(urls),
    route: hasRoute(tier, services) && {value: node.name, origin: share.jvmRoute?.origin ?? node.origin},
    valve: header !== undefined && valveView(cluster, header, urls),
  }
}

/** One Tomcat connector stands for one public address: the one with TLS where there are several. */
function proxyView(urls: readonly Url[]): TomcatView['proxy'] {
  const url = urls.find(({scheme}) => scheme === 'https') ?? urls[0]
  return url !== undefined && {origin: url.origin, name: url.host, port: url.port, scheme: url.scheme, isSecure: url.scheme === 'https'}
}

function valveView(cluster: Cluster, service: Service, urls: readonly Url[]): ValveView {
  return {
    origin: service.clientAddress.origin,
    proxies: proxiesView(sourceAddresses(cluster, service)),
    httpPort: unusualPort('http', urls),
    httpsPort: unusualPort('https', urls),
  }
}

function unusualPort(scheme: Url['scheme'], urls: readonly Url[]): false | Sourced<number> {
  const url = urls.find(each => each.scheme === scheme)
  return url !== undefined && url.port !== DEFAULT_PORTS[scheme] && {value: url.port, origin: url.origin}
}

/** An alternation, which releases that want a list with commas take for one entry. Names are reported elsewhere. */
function proxiesView(balancers: readonly Sourced<Host>[]): ValveView['proxies'] {
  if (balancers.every(({value}) => isTrusted(value))) return false
  return {
    origins: balancers.map(({origin}) => origin),
    regex: [...new Set(balancers.flatMap(({value}) => spellings(value)))].map(escapeRegex).join('|'),
  }
}

/** An address as Java writes it, which leaves no zeros out of IPv6, and as everybody else does: Tomcat's own list has both. */
function spellings(host: Host): readonly string[] {
  const {kind, text} = onTheWire(host)
  const groups = kind === 'ipv6' ? parseIpv6(text) : undefined
  return groups === undefined ? [text] : [groups.map(group => group.toString(16)).join(':'), formatIpv6(groups)]
}

/**
 * Whether every Tomcat takes what such an address says of clients: 172.16.0.0/12 is missing up to 7.0, 100.64.0.0/10 and
 * IPv6 in others. https://tomcat.apache.org/tomcat-7.0-doc/config/valve.html#Remote_IP_Valve
 */
const isTrusted = ({kind, text}: Host): boolean => kind === 'ipv4' && /^(?:10|127|192\.168|169\.254)\./.test(text)
