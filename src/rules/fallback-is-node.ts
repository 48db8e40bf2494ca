import {canonical} from '../model/endpoint.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (address: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", fallback: {address: ${address}, port: 80}}
`

export const fallbackIsNode: Rule = {
  code: 'LB262',
  name: 'fallback-is-node',
  family: 'available',
  severity: 'warning',
  summary: 'Who answers when no node is up is one of the nodes.',
  why: 'The fallback is asked when all nodes are down. One of them is down then too.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-backup',
  bad: spec('192.168.1.22'),
  good: spec('192.168.1.30'),
  check({services}, find) {
    for (const {name, fallback, servers} of services) {
      if (fallback?.kind !== 'server') continue
      const address = canonical(fallback.address.value)
      const node = servers.find(one => canonical(one.node.address.value) === address && one.port.value === fallback.port.value)
      if (node === undefined) continue
      find({
        message: `The fallback of service \`${name}\` is its node \`${node.node.name}\`, which is down whenever the fallback is wanted.`,
        hint: 'Name another machine, or write `backup: true` at the node in place of the fallback.',
        path: fallback.address.origin,
      })
    }
  },
}
