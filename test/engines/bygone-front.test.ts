import {randomInt} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {connect} from 'node:net'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {temporaryFolders} from '../effects/support.ts'
import {compileTexts, fileOf} from '../support/compiling.ts'
import {type Engine, bygone, describeHaproxies, describeNamedHaproxies} from '../support/engines.ts'
import {ask} from '../support/traffic/clients.ts'
import {startHaproxy} from '../support/traffic/haproxy.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {type Answer, playHttp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()

const spec = (listen: string, fields = ''): string => `
lbgen: 1
name: bygone
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  web: {mode: http, port: 80, check: none, listen: ${listen}${fields}}
`

/** What the nodes say of requests that follow each other on one connection; rejects when it ends before. */
async function askTogether({host, port, from}: ReturnType<Lab['door']>, requests: readonly string[]): Promise<readonly Answer[]> {
  const socket = connect({host, port, ...(from !== undefined && {localAddress: from})})
  let heard = ''
  let broken: Error | undefined
  socket.on('data', (bytes: Buffer) => (heard += bytes.toString()))
  socket.on('error', error => (broken = error)).on('end', () => (broken ??= new Error('The connection ended.')))
  const answers: Answer[] = []
  for (const headers of requests) {
    heard = ''
    socket.write(`GET / HTTP/1.1\r\nHost: www.example.com\r\n${headers}\r\n`)
    await until('the answer is there', () => {
      if (broken !== undefined) throw broken
      return Promise.resolve(/\}(\r\n0\r\n\r\n)?$/.test(heard))
    })
    // The cast: nodes.ts wrote it.
    answers.push(JSON.parse(heard.slice(heard.indexOf('{'), heard.lastIndexOf('}') + 1)) as Answer)
  }
  socket.destroy()
  return answers
}

const behaves = (engine: Engine): void => {
  test('every request of a connection is looked at: each has the client’s address, and none that the client made up', async () => {
    const lab = open(engine, spec('192.168.1.10:80', ', clientAddress: header'))
    await lab.play(80, playHttp)
    await lab.start()
    const door = lab.door(80, 7)
    const forged = 'x-forwarded-for: 203.0.113.9, 10.0.0.1\r\n'
    const answers = await askTogether(door, [forged, '', `${forged}${forged}`])
    expect(answers.map(({headers}) => headers['x-forwarded-for'])).toEqual([door.from, door.from, door.from])
  })

  test('a redirect to a URL sends there, with the status that is wanted', async () => {
    const lab = open(engine, spec('[{port: 80, redirect: {to: "https://elsewhere.example/100%25", code: 302}}, 8080]'))
    await lab.start()
    const {status, headers} = await ask({...lab.door(80), path: '/a', headers: {host: 'www.example.com'}})
    expect([status, headers.location]).toEqual([302, 'https://elsewhere.example/100%25'])
  })

  test('the statistics page asks for its password', async () => {
    const stats = 'haproxy: {stats: {listen: 192.168.1.10:8404, path: /stats, user: admin, password: {env: LBGEN_TEST_PASSWORD}}}'
    const lab = open(engine, `${spec('192.168.1.10:80')}${stats}\n`)
    await lab.start()
    const door = {...lab.door(8404), path: '/stats'}
    expect((await ask(door)).status).toBe(401)
    const authorization = `Basic ${Buffer.from('admin:stand-in').toString('base64')}`
    expect((await ask({...door, headers: {authorization}})).status).toBe(200)
  })
}

describeNamedHaproxies(bygone, behaves)

// Without TLS, for what stands in for these releases was built so: the redirect itself knows nothing of it.
describeNamedHaproxies(bygone.slice(1), ({release, program}) => {
  const newFolder = temporaryFolders()

  test.each([
    [80, 443, 'www.example.com', 'www.example.com'],
    [80, 443, 'www.example.com:8080', 'www.example.com'],
    [80, 443, '[2001:db8::1]', '[2001:db8::1]'],
    [80, 443, '[2001:db8::1]:80', '[2001:db8::1]'],
    [80, 8443, 'www.example.com:80', 'www.example.com:8443'],
    [80, 8443, '[2001:db8::1]', '[2001:db8::1]:8443'],
  ])('a redirect from %i to https on %i keeps path and query for %s', async (from, to, host, kept) => {
    const folder = newFolder()
    const listen = `[{port: ${from}, redirect: https}, {port: ${to}, tls: web}]`
    const settings = `haproxy: {version: "${release}", user: root, group: root, socket: ${join(folder, 'admin.sock')}}`
    const {artifacts} = compileTexts(`${spec(listen)}certificates: {web: {file: /etc/web.pem}}\n${settings}\n`)
    const port = randomInt(20_000, 30_000)
    const text = artifacts
      .map(fileOf)
      .join('')
      .replaceAll(/^ {4}(ssl-default|tune.ssl).*\n/gm, '')
      .replaceAll(/ ssl crt .*/g, '')
      .replaceAll(/bind :(\d+)/g, (_, old: string) => `bind 127.0.0.1:${port + Number(old === String(to))}`)
    const file = join(folder, 'haproxy.cfg')
    writeFileSync(file, text.replaceAll(/^ {4}(user|group) .*\n/gm, ''))
    const running = await startHaproxy(program, file, join(folder, 'admin.sock'))
    try {
      const {status, headers} = await ask({host: '127.0.0.1', port, path: '/a/b%20c?d=e&f=%2F', headers: {host}})
      expect([status, headers.location]).toEqual([301, `https://${kept}/a/b%20c?d=e&f=%2F`])
    } finally {
      await running.stop()
    }
  })
})
describeHaproxies(['2.2', '3.4'], behaves)
