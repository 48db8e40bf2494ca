import {bindsOf, isWildcard, listeningAt} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (listener: string): string => `${web}services:
  web: {mode: http, listen: {${listener}port: 80, acceptProxy: true}}
`

export const proxyFromAnybody: Rule = {
  code: 'LB281',
  name: 'proxy-from-anybody',
  family: 'secure',
  severity: 'warning',
  summary: 'A listener on every address believes whoever connects who the client is.',
  why: 'With `acceptProxy` the first line of a connection says from which address it comes, and HAProxy takes that for true in logs, in access lists, in limits and in what it tells the nodes. Only the proxy in front may reach such a listener, and on every address of the machine anybody may.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.1-accept-proxy',
  bad: spec(''),
  good: spec('address: 192.168.1.10, '),
  check({services}, find) {
    for (const service of services) {
      for (const {acceptProxy, address, interface: device} of bindsOf(service)) {
        if (!acceptProxy.value || device !== undefined || !isWildcard(listeningAt(address.value))) continue
        find({
          message: `Service \`${service.name}\` takes the PROXY protocol on every address of the machine: whoever connects can say that they are somebody else.`,
          hint: 'Write the `address` or the `interface` at which the proxy in front comes in, and let nobody else there.',
          path: acceptProxy.origin,
        })
      }
    }
  },
}
