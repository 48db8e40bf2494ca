import {describe, expect, test} from '@jest/globals'
import {compareTexts} from './comparing.ts'

const spec = `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes:
  web1: {address: 10.0.0.11, weight: 10}
  web2: {address: 10.0.0.12, weight: 10}
services:
  shop:
    mode: http
    listen: 10.0.0.5:80
    nodes: [web1, web2]
    timeouts: {client: 16m, server: 16m}
    persistence: cookie
  mail: {listen: 10.0.0.5:25, nodes: [{node: web1, weight: 3}], raw: {backend: [option splice-auto]}}
haproxy: {stats: {listen: 10.0.0.4:8404, user: admin, password: first-secret}}
`

/** What is written in place of what, and what is said of it. */
const rows: Readonly<Record<string, readonly [string, string, ...string[]]>> = {
  'a node that comes': ['services:\n', '  web3: 10.0.0.13\nservices:\n', 'node-added: node web3 is added, used by no service'],
  'a node of a service that comes': [
    '[web1, web2]',
    '[web1, web2, {node: web3, backup: true}]',
    'node-added: node web3 is added to service shop',
  ],
  'a node that comes in a service': [
    'services:\n  shop:\n    mode: http\n    listen: 10.0.0.5:80\n    nodes: [web1, web2]',
    '  web3: 10.0.0.13\nservices:\n  shop:\n    mode: http\n    listen: 10.0.0.5:80\n    nodes: [web1, web2, web3]',
    'node-added: node web3 is added to shop',
  ],
  'a node of a service that goes': ['[web1, web2]', '[web1]', 'node-removed: node web2 is removed from service shop'],
  'nodes in another order': ['[web1, web2]', '[web2, web1]', 'order: services.shop.nodes: another order'],
  'a weight': ['10.0.0.12, weight: 10', '10.0.0.12, weight: 20', 'weight: node web2: weight 10 -> 20'],
  'a weight in a service': ['weight: 3', 'weight: 4', 'weight: node web1 in service mail: weight 3 -> 4'],
  'an address': ['10.0.0.12', '10.0.0.99', 'address: node web2: address 10.0.0.12 -> 10.0.0.99'],
  'a node drained': [
    '10.0.0.12, weight: 10',
    '10.0.0.12, weight: 10, state: drain',
    'node-drained: node web2 is drained: it keeps its clients and takes no new ones',
  ],
  maintenance: ['10.0.0.12,', '10.0.0.12, state: maintenance,', 'node-in-maintenance: node web2 goes into maintenance: it serves nobody'],
  'a drained node in a service': [
    '{node: web1, weight: 3}',
    '{node: web1, weight: 3, state: drain}',
    'node-drained: node web1 in service mail is drained: it keeps its clients and takes no new ones',
  ],
  'a service that goes': [/ {2}mail:.*\n/.exec(spec)?.[0] ?? '', '', 'service-removed: service mail is removed'],
  'a time-out': ['client: 16m', 'client: 20m', 'field: services.shop.timeouts.client 16m -> 20m'],
  'a listener': [
    '10.0.0.5:80',
    '10.0.0.5:81',
    'listener-removed: service shop no longer listens on 10.0.0.5:80',
    'listener-added: service shop listens on 10.0.0.5:81',
  ],
  'a field of a listener': [
    '10.0.0.5:80',
    '{address: 10.0.0.5, port: 80, acceptProxy: true}',
    'listener: services.shop.listen["10.0.0.5:80"].acceptProxy false -> true',
  ],
  'what was a default': [
    'persistence: cookie',
    'persistence: {type: cookie, name: OTHER}',
    'field: services.shop.persistence.name SERVERID -> OTHER',
  ],
  'a list of words': ['[option splice-auto]', '[option splice-auto, no option tcp-smart-connect]', 'field: services.mail.raw.backend'],
  'a secret': ['first-secret', 'other-secret', 'field: haproxy.stats.password ******** -> ********'],
}

test.each(Object.entries(rows))('tells %s', (_name, [old, now, ...said]) => {
  expect(spec).toContain(old)
  const text = spec.replace(old, now)
  const changes = compareTexts(
    text.includes('node: web3') ? spec.replace('services:\n', '  web3: 10.0.0.13\nservices:\n') : spec,
    text.includes('node: web3') ? text.replace('services:\n', '  web3: 10.0.0.13\nservices:\n') : text,
  )?.changes
  expect(changes?.map(change => `${change.kind}: ${change.text}`)).toEqual(said.map(one => expect.stringContaining(one)))
})

test('a node said to be ready in a service, and drained itself, is not said to take clients', () => {
  const drained = spec.replace('10.0.0.12,', '10.0.0.12, state: drain,').replace('[web1, web2]', '[web1, {node: web2, state: maintenance}]')
  const changes = compareTexts(drained, drained.replace('state: maintenance', 'state: ready'))?.changes
  expect(changes?.map(({text}) => text)).toEqual(['node web2 in service shop is said to be ready, and the node is not'])
})

describe('secrets', () => {
  test.each(['Authorization', 'X-Api-Key', 'X-Auth-Token', 'Proxy-Authorization'])('in header %s are not told', header => {
    const http = (text: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 10.0.0.4}
nodes: {web1: 10.0.0.11}
services:
  web: {mode: http, listen: "10.0.0.4:80", requestHeaders: {set: {${header}: ${text}}}}
`
    expect(JSON.stringify(compareTexts(http('first-secret'), http('other-secret')))).not.toMatch(/first-secret|other-secret/)
  })

  test('a literal one that changes is seen in every file that holds it, and shown nowhere', () => {
    const comparison = compareTexts(spec, spec.replace('first-secret', 'other-secret'))
    expect(comparison?.effects.map(({path}) => path)).toEqual(['lb1/haproxy.cfg'])
    expect(JSON.stringify(comparison)).not.toMatch(/first-secret|other-secret/)
  })

  test('another place of one is seen', () => {
    const comparison = compareTexts(spec.replace('first-secret', '{env: ONE}'), spec.replace('first-secret', '{env: OTHER}'))
    expect(comparison).toMatchObject({changes: [{text: 'haproxy.stats.password.env ONE -> OTHER'}], effects: [{how: 'reload'}]})
  })
})

test('a check that follows the release of an application is told by what stands in the spec', () => {
  const text = `lbgen: 1
name: docs
loadBalancers: {lb1: 192.168.1.10}
nodes: {alfresco1: 192.168.1.21, alfresco2: 192.168.1.22}
services: {web: {mode: http, listen: "192.168.1.10:80", port: 8080, persistence: cookie, check: alfresco}}
applications: {alfresco: {kind: alfresco, release: "7.4", services: {web: web}}}
`
  const changes = compareTexts(text, text.replace('7.4', '23.2'))?.changes
  expect(changes?.map(change => change.text)).toContain('service web: `check` asks what release 7.4 -> 23.2 of its application answers')
})
