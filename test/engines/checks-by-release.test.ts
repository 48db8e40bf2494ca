import {type IncomingHttpHeaders, createServer} from 'node:http'
import {type Socket, createServer as createTcpServer} from 'node:net'
import {describe, expect, test} from '@jest/globals'
import {type Engine, bygone, describeHaproxies, describeNamedHaproxies} from '../support/engines.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import type {PlayedNode} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()

interface Heard {
  readonly line: string
  readonly headers: IncomingHttpHeaders
}

/** A node that answers with one status and notes what it is asked. */
function playStatus(status: number, body: string, heard: Heard[], {host, port}: {host: string; port: number}): Promise<PlayedNode> {
  const server = createServer((request, response) => {
    heard.push({line: `${request.method} ${request.url} HTTP/${request.httpVersion}`, headers: request.headers})
    response.writeHead(status, {location: '/'}).end(body)
  })
  const close = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return new Promise((resolve, reject) => server.on('error', reject).listen(port, host, () => resolve({close})))
}

/** Which of three nodes with these statuses end up where, and what the first was asked. */
async function judged(engine: Engine, check: string, statuses: Readonly<Record<string, number>>, body = 'well') {
  const lab: Lab = open(
    engine,
    `
lbgen: 1
name: checks
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, web3: 192.168.1.23}
services:
  web: {mode: http, listen: 192.168.1.10:80, check: {type: http, interval: 50ms, rise: 1, fall: 2${check}}}
`,
  )
  const heard: Heard[] = []
  await lab.play(80, (name, place) => playStatus(statuses[name] ?? 200, name === 'web2' ? 'ill' : body, heard, place))
  await lab.start()
  await until('every node was asked often enough', () => heard.length > 30)
  return {states: Object.values(await lab.states()).join(' '), first: heard[0]}
}

// A log format from 2.2 on: `%` and quotes must come through it as well.
const request = ', method: GET, path: "/health?of=web&to=100%", host: www.example.com, headers: {X-Check: "100% of \\"it\\" #1"}'

/** What every release does with a check. */
function asksAndJudges(engine: Engine): void {
  test('asks as it was told to', async () => {
    const {first} = await judged(engine, request, {})
    expect(first?.line).toBe('GET /health?of=web&to=100% HTTP/1.1')
    expect(first?.headers).toMatchObject({host: 'www.example.com', 'x-check': '100% of "it" #1'})
  })

  test('takes 200 to 399 for good', async () => {
    expect((await judged(engine, '', {web1: 204, web2: 302, web3: 404})).states).toBe('UP UP DOWN')
    expect((await judged(engine, '', {web1: 401, web2: 399, web3: 500})).states).toBe('DOWN UP DOWN')
  })
}

/** What releases do that can look into an answer. */
function expectsMore(engine: Engine): void {
  test('takes some statuses alone for good', async () => {
    const check = `${request}, expect: {status: "200-204,401"}`
    expect((await judged(engine, check, {web1: 204, web2: 401, web3: 302})).states).toBe('UP UP DOWN')
    expect((await judged(engine, check, {web1: 205, web2: 400, web3: 200})).states).toBe('DOWN DOWN UP')
  })

  test('looks for a text in the body', async () => {
    const {states} = await judged(engine, ', expect: {body: "all is \\"well\\" \'#1\'"}', {web3: 500}, 'So all is "well" \'#1\'.')
    expect(states).toBe('UP DOWN UP')
  })
}

/** A node that answers a line. */
function playLine(answer: string, {host, port}: {host: string; port: number}): Promise<PlayedNode> {
  const sockets = new Set<Socket>()
  const server = createTcpServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    socket.on('data', said => socket.end(said.toString() === 'say "#1"' ? answer : 'what?'))
  })
  const close = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return new Promise((resolve, reject) => server.on('error', reject).listen(port, host, () => resolve({close})))
}

function talksOverTcp(engine: Engine): void {
  test('sends a text, and looks for another in the answer', async () => {
    const check = `{type: tcp, send: 'say "#1"', expect: "it's one", interval: 50ms, rise: 1, fall: 2}`
    const lab = open(
      engine,
      `{lbgen: 1, name: talk, loadBalancers: {lb1: 192.168.1.10}, nodes: {one: 192.168.1.21, two: 192.168.1.22}, services: {talk: {listen: "192.168.1.10:80", check: ${check}}}}`,
    )
    await lab.play(80, (name, place) => playLine(name === 'one' ? "yes, it's one" : "it's two", place))
    await lab.start()
    await until('one is down', async () => (await lab.states())['talk/two'] === 'DOWN')
    expect(await lab.states()).toEqual({'talk/one': 'UP', 'talk/two': 'DOWN'})
  })
}

const both = (engine: Engine): void =>
  describe('a check', () => {
    asksAndJudges(engine)
    if (engine.release === '1.4') return
    expectsMore(engine)
    // 1.8.0 waits for itself for ever once such a check has connected.
    if (engine.release !== '1.8') talksOverTcp(engine)
  })

describeHaproxies(['2.2', '2.6', '3.4'], both)
describeNamedHaproxies(bygone, both)
