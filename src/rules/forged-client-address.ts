import type {HeaderChanges, Service} from '../model/cluster.ts'
import type {Rule} from './rule.ts'

const spec = (inner: string): string => `lbgen: 1
name: shop
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  web: {mode: http, listen: "192.168.1.10:80", clientAddress: header, routes: [{when: {pathPrefix: /api/}, service: api}]}
  api: {mode: http, port: 8080, clientAddress: ${inner}}
`

export const forgedClientAddress: Rule = {
  code: 'LB212',
  name: 'forged-client-address',
  family: 'secure',
  severity: 'warning',
  summary: 'A service tells its nodes who the client is, and routes clients to one that lets them say it themselves.',
  why: "What a service changes of headers holds for what its own nodes get. Whoever comes through a route to a service without `clientAddress: header` reaches its nodes with the X-Forwarded-For and X-Forwarded-Proto that the client itself wrote. Products behind a load balancer believe these headers: Tomcat's RemoteIpValve, as in front of Alfresco Share, takes them from every private address, so that a client appears under the address, and with the rights, of its choice.",
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-http-request%20set-header',
  bad: spec('hidden'),
  good: spec('header'),
  check({services}, find) {
    for (const inner of services) {
      const {name, mode, clientAddress, persistence} = inner
      // Who sticks by the header reads it from a proxy in front.
      if (mode.value !== 'http' || clientAddress.value === 'header' || persistence.type === 'forwarded-for') continue
      const router = services.find(service => service !== inner && tellsClients(service) && leadsTo(service, name))
      if (router === undefined || replaces(inner.requestHeaders, 'x-forwarded-for')) continue
      find({
        message: `Service \`${router.name}\` leads clients to service \`${name}\`, whose nodes get X-Forwarded-For as the client itself wrote it.`,
        hint: `Write \`clientAddress: header\` on \`${name}\` too, or \`requestHeaders: {remove: [X-Forwarded-For, X-Forwarded-Proto]}\`.`,
        path: clientAddress.origin,
        owner: inner.origin,
      })
    }
  },
}

const tellsClients = ({clientAddress, listeners}: Service): boolean => clientAddress.value === 'header' && listeners.length > 0

const leadsTo = ({routes}: Service, name: string): boolean =>
  routes.some(({action}) => action.kind === 'service' && action.service.value === name)

const replaces = ({remove, set}: HeaderChanges, header: string): boolean =>
  [...remove.map(({value}) => value), ...set.map(({name}) => name)].some(name => name.toLowerCase() === header)
