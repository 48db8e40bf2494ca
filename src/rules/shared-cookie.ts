import type {Cluster, Route, RouteWhen, Service} from '../model/cluster.ts'
import type {Rule} from './rule.ts'

const spec = (cookie: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, api1: 192.168.1.31, api2: 192.168.1.32}
services:
  web:
    mode: http
    listen: "192.168.1.10:80"
    nodes: [web1, web2]
    persistence: cookie
    routes: [{when: {pathPrefix: /api/}, service: api}]
  api: {mode: http, nodes: [api1, api2], port: 80, persistence: ${cookie}}
`

/** How clients of one listener come to a service. */
interface Way {
  readonly service: Service
  /** Undefined is any. */
  readonly hosts: readonly string[] | undefined
  /** Whether one client goes this way with some of its requests and another with others. */
  readonly byPath: boolean
}

export const sharedCookie: Rule = {
  code: 'LB213',
  name: 'shared-cookie',
  family: 'correct',
  severity: 'warning',
  summary: 'Two services behind one listener stick by a cookie of one name, and have other nodes.',
  why: 'A browser keeps one cookie of a name for a host. Each service finds a node there that it does not know, chooses another one and overwrites the cookie: a client that uses both stays with a node of neither.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-cookie',
  bad: spec('cookie'),
  good: spec('{type: cookie, name: APIID}'),
  check({services}, find) {
    const seen = new Set<string>()
    for (const [one, other] of services.flatMap(service => meetings(service, services))) {
      const pair = [one.name, other.name].sort().join(' ')
      if (seen.has(pair) || !fight(one, other)) continue
      seen.add(pair)
      find({
        message: `Services \`${one.name}\` and \`${other.name}\` stick by the cookie \`${cookieOf(other) ?? ''}\`, clients of one listener use both, and each overwrites what the other says in it.`,
        hint: 'Write `persistence: {type: cookie, name: …}` with another name on one of them.',
        path: other.persistence.origin,
      })
    }
  },
}

const cookieOf = ({persistence}: Service): string | undefined => (persistence.type === 'cookie' ? persistence.name.value : undefined)

/** Whether two services use one cookie and do not understand each other's. */
const fight = (one: Service, other: Service): boolean =>
  cookieOf(one) !== undefined && cookieOf(one) === cookieOf(other) && valuesOf(one) !== valuesOf(other)

/** What a service may write into its cookie; nodes that the DNS names have values of the service's own. */
const valuesOf = ({name, discovery, servers}: Service): string =>
  discovery === undefined
    ? servers
        .map(({node, cookie}) => cookie?.value ?? node.name)
        .sort()
        .join(' ')
    : ` ${name}`

/** The services that one client of a service's listeners may use in turn, two and two. */
function meetings(service: Service, services: Cluster['services']): readonly (readonly [Service, Service])[] {
  if (service.listeners.length === 0) return []
  const ways = [...service.routes.flatMap(route => wayOf(route, services)), ...restOf(service)]
  return ways.flatMap((one, index) =>
    ways
      .slice(index + 1)
      .flatMap(other => (one.service !== other.service && meet(one, other, ways) ? [[other.service, one.service] as const] : [])),
  )
}

/** Who goes by an address or a name in TLS comes the same way each time. */
function wayOf({when, action}: Route, services: Cluster['services']): readonly Way[] {
  const service = action.kind === 'service' ? services.find(({name}) => name === action.service.value) : undefined
  const {source, sni, host, path, pathPrefix, pathRegex}: Partial<RouteWhen> = when ?? {}
  if (service === undefined || (source ?? sni) !== undefined) return []
  return [{service, hosts: host?.value, byPath: (path ?? pathPrefix ?? pathRegex) !== undefined}]
}

/** Those for whom no route holds. */
const restOf = (service: Service): readonly Way[] =>
  service.routes.some(({when}) => when === undefined) ? [] : [{service, hosts: undefined, byPath: false}]

function meet(one: Way, other: Way, ways: readonly Way[]): boolean {
  if (!one.byPath && !other.byPath) return false
  if (one.hosts !== undefined && other.hosts !== undefined) return one.hosts.some(host => other.hosts?.includes(host))
  // What a host's other routes leave goes to a way of its own, where there is one.
  const hosts = one.hosts ?? other.hosts
  const own = ways.filter(({byPath, hosts: named}) => !byPath && named !== undefined).flatMap(way => way.hosts ?? [])
  return hosts === undefined || hosts.some(host => !own.includes(host))
}
