import type {Finding} from '../../../src/findings/finding.ts'
import {compile, standInSecrets} from '../../../src/compile.ts'
import {electricflow} from '../../../src/targets/electricflow/index.ts'
import {print} from '../../../src/targets/print.ts'
import {type Json, textOf as specText} from '../../support/rich-spec.ts'

type Fields = {readonly [key: string]: Json}

const nodes = {node1: '10.20.0.21', node2: '10.20.0.22', node3: '10.20.0.23'}

const services = {
  web: {mode: 'http', listen: {port: 443, tls: 'server'}, port: 80},
  server: {mode: 'http', listen: [8000, {port: 8443, tls: 'server'}], port: 8000, check: {type: 'http', path: '/commanderRequest/health'}},
  stomp: {listen: {port: 61_613, tls: 'server'}, timeouts: {client: '1h', server: '1h'}},
}

/** An ElectricFlow of three nodes that are everything at once. */
export function render(
  application: Fields = {},
  changed: Fields = {},
): {readonly files: ReadonlyMap<string, string>; readonly findings: readonly Finding[]} {
  const flow = {
    kind: 'electricflow',
    release: '10.0',
    serverName: 'flow.example.com',
    zooKeeper: ['10.20.0.31', '10.20.0.32', '10.20.0.33:2182'],
    services: {web: 'web', server: 'server', stomp: 'stomp'},
    ...application,
  }
  const spec = {
    lbgen: 1,
    name: 'electricflow',
    loadBalancers: {lb1: '10.20.0.10'},
    nodes,
    certificates: {server: {file: '/etc/haproxy/server.pem'}},
    services: {...services, ...(changed['services'] as Fields | undefined)},
    ...Object.fromEntries(Object.entries(changed).filter(([key]) => key !== 'services')),
    applications: {flow},
  }
  const text = specText(JSON.parse(JSON.stringify(spec)) as Json)
  const {artifacts, findings} = compile([{file: 'cluster.yaml', text}], {targets: [electricflow], print, secrets: standInSecrets})
  return {files: new Map(artifacts.map(({path, chunks}) => [path, chunks.join('')])), findings}
}

/** Code and place of each finding of this target. */
export const foundIn = (application?: Fields, changed?: Fields): readonly string[] =>
  render(application, changed)
    .findings.filter(({code}) => /^LB8/.test(code))
    .map(({code, path}) => `${code} ${path}`)
