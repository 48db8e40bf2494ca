import type {Origin, Service} from '../model/cluster.ts'
import {entriesOf} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (service: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", persistence: forwarded-for${service}}
`

export const proxyAsClient: Rule = {
  code: 'LB229',
  name: 'proxy-as-client',
  family: 'correct',
  severity: 'warning',
  summary: 'A service knows its clients by X-Forwarded-For, and judges them by the address of the proxy that brings them.',
  why: 'Sticking by X-Forwarded-For makes sense where a proxy stands in front. Then every connection comes from that proxy: a limit counts all clients as one and turns them away together, an access list sees none of them, and balancing by source sends all of them to one node.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#7.3.3-src',
  bad: spec(', rateLimit: {requests: 100, per: 10s}'),
  good: spec(''),
  check({services}, find) {
    for (const service of services) {
      if (service.persistence.type !== 'forwarded-for') continue
      // The PROXY protocol says who the client is.
      if (entriesOf(service).every(({acceptProxy}) => acceptProxy.value)) continue
      for (const {does, origin} of judgements(service)) {
        find({
          message: `Service \`${service.name}\` sticks by X-Forwarded-For, as behind a proxy, and ${does} by address: it is the proxy's for all of them.`,
          hint: 'Let the proxy send the PROXY protocol, with `acceptProxy: true` on the listener, or leave this to the proxy.',
          path: origin,
          owner: service.origin,
        })
      }
    }
  },
}

const judgements = ({rateLimit, access, balance}: Service): readonly {readonly does: string; readonly origin: Origin}[] => [
  ...(rateLimit === undefined ? [] : [{does: 'counts clients', origin: rateLimit.origin}]),
  ...(access?.deny === undefined ? [] : [{does: 'turns clients away', origin: access.deny.origin}]),
  ...(balance.value.algorithm === 'source' ? [{does: 'chooses nodes', origin: balance.origin}] : []),
]
