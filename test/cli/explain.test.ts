import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, expect, test} from '@jest/globals'
import {lbgen, scratchFolders} from './lbgen.ts'

const scratch = scratchFolders()
let cwd = ''
beforeAll(() => {
  cwd = scratch()
  writeFileSync(
    join(cwd, 'cluster.yaml'),
    `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {web1: 10.0.0.11, web2: 10.0.0.12}
certificates: {shop: {file: /etc/shop.pem}}
services:
  shop:
    mode: http
    listen: {address: 10.0.0.5, port: 443, tls: shop}
    nodes: all
    port: 8443
    reencrypt: {sni: shop.example}
    persistence: {type: cookie}
    check: http
`,
  )
})

const explain = (...args: readonly string[]) => lbgen(['explain', ...args], {cwd})

test.each([
  ['services.shop', /: server web1 /],
  ['services.shop.nodes', /: server web2 /],
  ['services.shop.port', /: server web1 /],
  ['services.shop.reencrypt', /: server web1 /],
  ['services.shop.reencrypt.sni', /: server web1 /],
  ['services.shop.check', /: server web1 /],
  ['services.shop.persistence', /: server web1 /],
  ['nodes.web1.address', /: server web1 /],
  ['certificates.shop.file', /: bind 10\.0\.0\.5:443 /],
  ['services.shop.listen[0].tls.certificates', /: bind 10\.0\.0\.5:443 /],
])('%s leads to its line', (where, line) => {
  expect(explain('cluster.yaml', where)).toMatchObject({status: 0, stdout: expect.stringMatching(line)})
})

test('names each origin of a line once, and a short form where it was written', () => {
  const [, place = ''] = /^([^ ]+): server web1 /m.exec(explain('cluster.yaml', 'nodes.web1').stdout) ?? []
  const {stdout} = explain('cluster.yaml', `rendered/${place}`)
  const origins = [...stdout.matchAll(/^ {2}(?:default of )?(\S.*)$/gm)].map(([, origin]) => origin)
  expect(new Set(origins).size).toBe(origins.length)
  expect(stdout).toMatch(/cluster\.yaml:4:\d+: nodes\.web1\.address\n/)
})

test('says that a comment comes from no part of the spec', () => {
  expect(explain('cluster.yaml', 'lb1/haproxy.cfg:1').stdout).toContain('nothing of the spec')
})

test.each([
  [['cluster.yaml'], 2, 'WHERE is missing'],
  [['-'], 2, 'WHERE is missing'],
  [['LB999'], 2, 'There is no finding LB999. Did you mean LB9'],
  [['lb199'], 2, 'There is no finding LB199. Did you mean LB1'],
  [['open-stat'], 2, 'There is no finding open-stat. Did you mean open-stats?'],
  [['cluster.yaml', 'lb1/haproxy.cfg'], 2, 'lb1/haproxy.cfg:1 to :'],
  [['cluster.yaml', 'rendered/lb1/haproxy.cfg:999'], 1, 'lb1/haproxy.cfg has '],
  [['cluster.yaml', 'lb9/haproxy.cfg:1'], 1, 'lb1/haproxy.cfg'],
  [['cluster.yaml', 'services.shap.timeouts'], 1, 'services.shap is not a part of the spec. Did you mean services.shop?'],
  [['cluster.yaml', 'services.shop.chek'], 1, 'services.shop.chek is not a part of the spec. Did you mean services.shop.check?'],
] as const)('%j ends with %i', (args, status, said) => {
  const {stderr, ...ended} = explain(...args)
  expect(ended).toEqual({status, stdout: ''})
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(said)
})

test('says what a field is that no line comes from, with its value', () => {
  const {status, stdout} = explain('cluster.yaml', 'haproxy.version')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^haproxy\.version: 3\.4\n {2}default of haproxy\.version, 3\.4: nobody wrote it\..*\n {2}\S.* Default: 3\.4\.\n/)
  expect(explain('cluster.yaml', 'lbgen')).toMatchObject({status: 0, stdout: expect.stringContaining('cluster.yaml:1:8: lbgen\n')})
})

test('leads from what a service inherits to the lines, and says where the value is from', () => {
  const {stdout} = explain('cluster.yaml', 'services.shop.timeouts')
  expect(stdout).toMatch(
    /^services\.shop\.timeouts is taken from defaults\.timeouts:\n {2}default of defaults\.timeouts: nobody wrote it\./,
  )
  expect(stdout).toMatch(/^lb1\/haproxy\.cfg:\d+: timeout client /m)
  writeFileSync(
    join(cwd, 'inherits.yaml'),
    'lbgen: 1\nname: office\nloadBalancers: {lb1: 10.0.0.4}\nnodes: {web1: 10.0.0.11, web2: 10.0.0.12}\n' +
      'defaults: {timeouts: {client: 49s}}\nservices: {shop: {listen: "10.0.0.5:80"}, mail: {listen: "10.0.0.5:25", timeouts: {client: 48s}}}\n',
  )
  const written = explain('inherits.yaml', 'services.shop.timeouts.client').stdout
  expect(written).toMatch(/^services\.shop\.timeouts\.client is taken from defaults\.timeouts\.client:\n {2}inherits\.yaml:5:31: /)
  expect(written).toMatch(/^lb1\/haproxy\.cfg:\d+: timeout client 49s$/m)
  expect(explain('inherits.yaml', 'services.mail.timeouts.client').stdout).toMatch(/^lb1\/haproxy\.cfg:\d+: timeout client 48s\n$/)
})

test.each(['rules', 'applications'])('says the default of %s as the reference does', where => {
  expect(explain('cluster.yaml', where).stdout).toMatch(/ Default: \{\}\.\n/)
})

test('tells many neighbours of one origin as a range', () => {
  writeFileSync(
    join(cwd, 'lvs.yaml'),
    'lbgen: 1\nname: office\nloadBalancers: {lb1: {address: 10.0.0.4, interface: eth0}}\nnodes: {ts1: 10.0.0.11, ts2: 10.0.0.12}\n' +
      'services: {rdp: {engine: lvs, forward: dr, listen: "10.0.0.5:3389"}}\n',
  )
  const {stdout} = explain('lvs.yaml', 'nodes.ts1')
  expect(stdout).toMatch(/^ts1\/realserver\.sh:\d+-\d+: \S.* \.\.\.$/m)
  expect(stdout.split('\n').length).toBeLessThan(60)
})

test('lists the files of a machine', () => {
  expect(explain('cluster.yaml', 'lb1')).toEqual({status: 0, stderr: '', stdout: 'lb1/haproxy.cfg\n'})
})

test('shows the value of a default', () => {
  const [, place = ''] = /^([^ ]+): server web1 /m.exec(explain('cluster.yaml', 'nodes.web1').stdout) ?? []
  expect(explain('cluster.yaml', place).stdout).toMatch(/default of nodes\.web1\.weight, 1: nobody wrote it\./)
})

test('stars stand where a secret is, in a line that nothing tells of one', () => {
  const folder = scratch()
  const text = `lbgen: 1
name: office
loadBalancers: {lb1: {address: 10.0.0.4, interface: eth0}, lb2: {address: 10.0.0.5, interface: eth0}}
highAvailability: {routerId: 7, prefixLength: 24, password: {env: VRRP_PASSWORD}}
nodes: {web1: 10.0.0.11, web2: 10.0.0.12}
services: {web: {listen: "10.0.0.9:80"}}
`
  writeFileSync(join(folder, 'cluster.yaml'), text)
  const {status, stdout} = lbgen(['explain', 'cluster.yaml', 'highAvailability.password'], {cwd: folder})
  expect([status, stdout.match(/auth_pass .*/g)]).toEqual([0, ['auth_pass ********', 'auth_pass ********']])
})
