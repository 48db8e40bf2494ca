import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {compileTexts, fileOf} from '../support/compiling.ts'
import {describeNamedHaproxies, runEngine} from '../support/engines.ts'
import {askNode, whoAnswers} from '../support/traffic/clients.ts'
import {type Lab, example, labs} from '../support/traffic/lab.ts'
import {playHttp, playTcp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'
import {linesOf, rowsOf} from './meaning.ts'

/** What the knowledge base shows for HAProxy 1.5, with the example's addresses where its own are lost. */
const documented = `
frontend commander-web-frontend-insecure
  mode http
  redirect scheme https if !{ssl_fc}
frontend commander-web-frontend-secure
  mode tcp
  bind ssl crt /home//server.pem
  default_backend commander-web-backend
backend commander-web-backend
  mode http
  server node1 10.20.0.21:80 check
  server node2 10.20.0.22:80 check
  server node3 10.20.0.23:80 check
  stats enable
frontend commander-server-frontend-insecure
  mode http
  default_backend commander-server-backend
frontend commander-server-frontend-secure
  mode tcp
  bind ssl crt /home//server.pem
  default_backend commander-server-backend
backend commander-server-backend
  mode http
  server node1 10.20.0.21:8000 check
  server node2 10.20.0.22:8000 check
  server node3 10.20.0.23:8000 check
  stats enable
  option httpchk GET /commanderRequest/health
frontend commander-stomp-frontend
  mode tcp
  bind ssl crt /home//server.pem
  default_backend commander-stomp-backend
  option tcplog
  log global
backend commander-stomp-backend
  mode tcp
  server node1 10.20.0.21:61613 check port 8000
  server node2 10.20.0.22:61613 check port 8000
  server node3 10.20.0.23:61613 check port 8000
  option tcplog
  log global
`

const spec = example('electricflow').replace('version: "2.6"', 'version: "1.5"')
const {artifacts, findings} = compileTexts(spec)
const written = artifacts.map(fileOf)[0] ?? ''
const rows = rowsOf('electricflow')

test('lbgen has nothing against it but that all clients may read its statistics, and that browsers may come back without TLS', () => {
  expect(findings.map(({code, path}) => `${code} ${path}`)).toEqual([
    'LB204 /services/web/stats',
    'LB204 /services/server/stats',
    'LB272 /services/web/hsts',
  ])
})

/** The servers of a backend. */
function serversOf(cfg: string, backend: string): readonly string[] {
  const after = linesOf(cfg).slice(linesOf(cfg).indexOf(backend) + 1)
  const next = after.findIndex(line => /^(frontend|backend) /.test(line))
  return after.slice(0, next === -1 ? undefined : next).filter(line => line.startsWith('server '))
}

test.each([
  ['backend commander-web-backend', 'backend web'],
  ['backend commander-server-backend', 'backend server'],
  ['backend commander-stomp-backend', 'backend stomp'],
])('%s has the servers of %s, checked alike', (theirs, ours) => {
  // These are what 1.5 does where nothing is said.
  const plain = serversOf(written, ours).map(line => line.replace(' inter 2s rise 2 fall 3 weight 1', ''))
  expect(plain).toHaveLength(3)
  expect(plain).toEqual(serversOf(documented, theirs))
})

test('the README tells every line of either, and why one differs', () => {
  expect(new Set(rows.flatMap(row => row.documented))).toEqual(new Set(linesOf(documented)))
  expect(new Set(rows.flatMap(row => row.written))).toEqual(new Set(linesOf(written)))
  const isName = /^(frontend|backend|default_backend) \S+$/
  const differing = rows.filter(
    ({documented: theirs, written: ours}) =>
      theirs.join() !== ours.join() &&
      !(theirs.length === 1 && ours.length === 1 && isName.test(`${theirs[0]}`) && isName.test(`${ours[0]}`)),
  )
  expect(differing.filter(({why}) => why === '')).toEqual([])
})

const open = labs()

/** For a HAProxy that was built without TLS. */
const plainSpec = spec.replaceAll(', tls: server', '').replace(/.*redirect: https.*\n/, '')

describeNamedHaproxies(['1.5'], engine => {
  test('takes what lbgen writes without a word', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lbgen-document-'))
    try {
      const cfg = compileTexts(plainSpec).artifacts.map(fileOf)[0] ?? ''
      writeFileSync(join(folder, 'haproxy.cfg'), cfg.replaceAll(/^ +(user|group) .*$/gm, ''))
      const {exitCode, stderr} = runEngine(engine.program, ['-c', '-f', join(folder, 'haproxy.cfg')], folder)
      expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''})
    } finally {
      rmSync(folder, {recursive: true})
    }
  })

  test('asks for health where the document does, and lets STOMP follow port 8000', async () => {
    const lab: Lab = open(engine, `${plainSpec}\ndefaults: {check: {interval: 100ms, fall: 2, rise: 2}}\n`)
    const asked = new Set<string>()
    await lab.play(80, (name, place) => playHttp(name, place))
    await lab.play(8000, (name, place) =>
      playHttp(name, place, {
        status: url => {
          asked.add(url)
          return name === 'node3' ? 500 : 200
        },
      }),
    )
    await lab.play(61613, playTcp)
    await lab.start()
    await until('node3 is down', async () => (await lab.states())['server/node3'] === 'DOWN')
    expect([...asked]).toEqual(['/commanderRequest/health'])
    const nodes = []
    for (let index = 0; index < 4; index++) nodes.push((await askNode(lab.door(8000))).node)
    expect(new Set(nodes)).toEqual(new Set(['node1', 'node2']))
    await lab.kill('node2', 8000)
    await until('node2 gets no STOMP', async () => (await lab.states())['stomp/node2'] === 'DOWN')
    expect(new Set([await whoAnswers(lab.door(61613)), await whoAnswers(lab.door(61613))])).toEqual(new Set(['node1', 'node3']))
  })
})
