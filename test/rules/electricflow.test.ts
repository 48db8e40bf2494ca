import {expect, test} from '@jest/globals'
import {flowSpec} from '../../src/rules/electricflow-spec.ts'
import {compileTexts} from '../support/compiling.ts'

const found = (text: string): readonly string[] => compileTexts(text).findings.map(({code, path}) => `${code} ${path}`)
const withFields = (fields: string): string => flowSpec({application: `serverName: flow.example.com, ${fields}`})
const three = 'zooKeeper: [10.20.0.31, 10.20.0.32, 10.20.0.33]'

test.each([
  ['10.20.0.31', ['LB335 /applications/flow/zooKeeper']],
  ['a.example, b.example, c.example, d.example', ['LB335 /applications/flow/zooKeeper']],
  ['a.example, b.example, c.example, d.example, e.example', []],
])('ZooKeeper on %s', (nodes, expected) => {
  expect(found(withFields(`zooKeeper: [${nodes}]`))).toEqual(expected)
})

test('says how many failures ZooKeeper survives', () => {
  const messages = ['a.example', 'a.example, b.example', 'a.example, b.example, c.example, d.example'].map(
    nodes => compileTexts(withFields(`zooKeeper: [${nodes}]`)).findings[0]?.message,
  )
  expect(messages).toEqual([
    'Application `flow` has 1 ZooKeeper node, and survives no failure of one.',
    'Application `flow` has 2 ZooKeeper nodes, and survives no failure of one.',
    'Application `flow` has 4 ZooKeeper nodes, and survives the failure of 1, as with 3.',
  ])
})

test('web servers may be apart from servers where the spec says so', () => {
  const apart = (fields: string): string =>
    withFields(`${three}${fields}`)
      .replace('port: 80}', 'port: 80, nodes: [node3, web2]}')
      .replace('node3: 10.20.0.23', 'node3: 10.20.0.23, web2: 10.20.0.24')
      .replaceAll(/(port: 8000|client: 1h, server: 1h})/g, '$1, nodes: [node1, node2]')
  expect(found(apart(', servers: [node1, node2], webServers: [node3, web2]'))).toEqual([])
  expect(found(apart(''))).toEqual(['LB340 /services/web', 'LB340 /services/web', 'LB340 /services/server', 'LB340 /services/server'])
})

test.each([
  ['stomp+ssl://flow.example.com:61613', '{port: 61613, tls: server}', []],
  ['stomp://flow.example.com:61613', '{port: 61613, tls: server}', ['LB337 /applications/flow/stompClientUri']],
  ['stomp://flow.example.com:61613', '61613', []],
])('STOMP at %s behind %s', (uri, listen, expected) => {
  expect(found(withFields(`${three}, stompClientUri: "${uri}"`).replace('{port: 61613, tls: server}', listen))).toEqual(expected)
})

test.each([
  ['"*.example.com"', 0],
  ['FLOW.example.com', 0],
  ['other.example.com', 3],
  ['"*.flow.example.com"', 3],
])('certificates for %s', (names, count) => {
  expect(found(flowSpec({certificate: `, names: [${names}]`})).filter(text => text.startsWith('LB339'))).toHaveLength(count)
})

test.each([
  ['4.1', 'alfresco.jgroups.defaultProtocol: TCP', 1],
  ['4.1', 'alfresco.jgroups.defaultProtocol: UDP', 0],
  ['4.1', 'dir.root: /srv', 0],
  ['4.1', 'alfresco.jgroups.defaultProtocol: TCP, alfresco.tcp.start_port: 7900', 0],
  ['4.2.4', 'alfresco.jgroups.defaultProtocol: TCP', 0],
])('Alfresco %s with %s beside an agent', (release, properties, count) => {
  const text = flowSpec({more: `  docs: {kind: alfresco, release: "${release}", nodes: [node1], properties: {${properties}}}\n`})
  expect(found(text).filter(code => code.startsWith('LB341'))).toHaveLength(count)
})

test('a long time-out for tunnels is enough for STOMP', () => {
  expect(found(flowSpec({stomp: 'timeouts: {client: 50s, server: 50s, tunnel: 1h}'}))).toEqual([])
})
