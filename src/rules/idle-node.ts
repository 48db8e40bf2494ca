import type {Rule} from './rule.ts'

const spec = (nodes: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes:
  web1: {address: 192.168.1.21, tags: [pages]}
  web2: {address: 192.168.1.22, tags: [pages]}
  web3: ${nodes}
services:
  web: {mode: http, listen: "192.168.1.10:80", nodes: {tag: pages}}
`

export const idleNode: Rule = {
  code: 'LB220',
  name: 'idle-node',
  family: 'correct',
  severity: 'hint',
  summary: 'A node is in no service.',
  why: 'Nothing is rendered for it, and no client reaches it. Most often its name was left out of a list, or a tag was forgotten.',
  see: 'https://docs.haproxy.org/3.2/intro.html#2',
  bad: spec('192.168.1.23'),
  good: spec('{address: 192.168.1.23, tags: [pages]}'),
  check({nodes, services, applications}, find) {
    const used = new Set([
      ...services.flatMap(({servers}) => servers.map(({node}) => node.name)),
      ...applications.flatMap(application => application.nodes.map(({name}) => name)),
    ])
    for (const {name, origin} of nodes) {
      if (used.has(name)) continue
      find({
        message: `Node \`${name}\` is in no service.`,
        hint: 'List it under `nodes` of a service, give it a tag that a service takes, or leave it out.',
        path: origin,
        part: 'key',
      })
    }
  },
}
