import {describe, expect, test} from '@jest/globals'
import {chmodSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {temporaryFolders} from '../effects/support.ts'
import {describeHaproxies} from '../support/engines.ts'
import {type CheckedNode, type PlayedAgent, type Protocol, playAgent, playChecked, protocols} from '../support/traffic/checked.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playTcp} from '../support/traffic/nodes.ts'
import {sleep, until} from '../support/traffic/wait.ts'

const open = labs()
const newFolder = temporaryFolders()

const spec = (services: readonly string[]): string => `
lbgen: 1
name: checks
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: {address: 192.168.1.21, weight: 100}}
defaults: {options: {logHealthChecks: true}, timeouts: {check: 600ms}}
services:
${services.map(service => `  ${service}`).join('\n')}
`

/** In short steps, with time enough for each answer of a machine that has much to do. */
const often = 'interval: 600ms, fastInterval: 80ms, downInterval: 80ms, rise: 2, fall: 3'

interface Kind {
  readonly check: string
  readonly protocol: (pem: string) => Protocol
  /** More fields of the service. */
  readonly more?: string
  /** Where the node is asked, when not on the service's own port. */
  readonly port?: number
}

const word = (before: string): Protocol => protocols.text(new RegExp(`^${before}hello$`), 'all is fine', 'all is ill')

/** By the name of a service. */
const kinds: Readonly<Record<string, Kind>> = {
  http: {check: 'type: http, path: /health', protocol: () => protocols.http(/GET \/health HTTP\/1.0/)},
  httpAsTraffic: {
    check: 'type: http',
    more: 'mode: http, reencrypt: {verify: none}',
    protocol: pem => ({...protocols.http(/GET \/ HTTP\/1.0/), pem}),
  },
  text: {check: 'type: tcp, send: hello, expect: fine', protocol: () => word('')},
  elsewhere: {check: 'type: tcp, send: hello, expect: fine, port: 9000', protocol: () => word(''), port: 9000},
  tls: {check: 'type: tls', protocol: protocols.tls},
  smtp: {check: 'type: smtp, domain: lb.example.com', protocol: () => protocols.smtp('lb.example.com')},
  smtpInTls: {check: 'type: smtp, tls: true', protocol: pem => ({...protocols.smtp('localhost'), pem})},
  ldap: {check: 'type: ldap', protocol: protocols.ldap},
  ldapInTls: {check: 'type: ldap, tls: true', protocol: pem => ({...protocols.ldap(), pem})},
  mysql: {check: 'type: mysql, user: haproxy', protocol: () => protocols.mysql('haproxy')},
  postgresql: {check: 'type: postgresql, user: haproxy', protocol: () => protocols.postgresql('haproxy')},
  redis: {check: 'type: redis', protocol: protocols.redis},
  redisInTls: {check: 'type: redis, tls: true', protocol: pem => ({...protocols.redis(), pem})},
  proxied: {check: 'type: tcp, send: hello, expect: fine, sendProxy: true', protocol: () => word('PROXY [^\r]+\r\n')},
  proxiedAsTraffic: {
    check: 'type: tcp, send: hello, expect: fine',
    more: 'clientAddress: proxy-protocol-v2',
    protocol: () => word('\r\n\r\n\0\r\nQUIT\n[^]*'),
  },
}

/** What HAProxy has told so far of a service's one node. */
function toldOf(lab: Lab, service: string) {
  const lines = lab.said().split('\n')
  const checks = (result: string): readonly string[] =>
    lines.filter(line => line.includes(`Health check for server ${service}/web1 ${result}, reason: `))
  const count = (state: string): number => lines.filter(line => line.includes(`Server ${service}/web1 is ${state}`)).length
  return {bad: checks('failed'), good: checks('succeeded'), downs: count('DOWN'), ups: count('UP')}
}

/** Waits until a node has been found well so often that only `fall` bad checks take it down: at first 3.4 takes it for half down. */
const settles = (lab: Lab, service: string): Promise<number> =>
  until(`${service} is wholly up`, () => toldOf(lab, service).good.some(line => line.endsWith('UP.')))

/** Waits until a node goes down; says after how many bad checks, and why. */
async function goesDown(lab: Lab, service: string): Promise<string> {
  const before = toldOf(lab, service)
  await until(`${service} is down`, () => toldOf(lab, service).downs > before.downs)
  const bad = toldOf(lab, service).bad.slice(before.bad.length)
  return `down after ${bad.length}: ${/reason: (.*?)[,.]/.exec(bad[0] ?? '')?.[1]}`
}

/** Waits until it comes up; says after how many good checks. */
async function goesUp(lab: Lab, service: string): Promise<string> {
  const before = toldOf(lab, service)
  await until(`${service} is up`, () => toldOf(lab, service).ups > before.ups)
  return `up after ${toldOf(lab, service).good.length - before.good.length}`
}

/** What becomes of a node that takes turns at being well. */
async function lifeOf(lab: Lab, service: string, node: CheckedNode): Promise<readonly (string | number)[]> {
  /** Has the next checks answered so, and waits for one more. */
  const answer = async (...moods: CheckedNode['script']): Promise<void> => {
    const before = node.times.length
    node.script = [...moods]
    await until(`${service} was asked`, () => node.times.length > before + moods.length)
  }
  const turn = async <T>(mood: CheckedNode['mood'], becomes: Promise<T>): Promise<T> => {
    node.mood = mood
    return becomes
  }
  await settles(lab, service)
  await answer('wrongly', 'wrongly')
  const downsTooEarly = toldOf(lab, service).downs
  const badly = await turn('wrongly', goesDown(lab, service))
  await answer('well')
  const upsTooEarly = toldOf(lab, service).ups
  await Promise.all([goesUp(lab, service), answer('well', 'well')])
  await until(`${service} is down again`, () => toldOf(lab, service).downs === 2)
  await turn('well', goesUp(lab, service))
  const silently = await turn('never', goesDown(lab, service))
  return [downsTooEarly, badly.replace(/:.*/, ''), upsTooEarly, silently.replace(/Layer\d/, 'a')]
}

describeHaproxies(['2.6', '3.4'], engine => {
  test('a node of any kind goes down after `fall` bad answers or none at all, and comes up after `rise` good ones', async () => {
    const names = Object.keys(kinds)
    const services = Object.entries(kinds).map(([name, {check, more}], index) => {
      const fields = [`listen: "192.168.1.10:${8000 + index}"`, `check: {${check}, ${often}}`, more ?? 'mode: tcp']
      return `${name}: {${fields.join(', ')}}`
    })
    const lab = open(engine, spec(services))
    const nodes: [string, CheckedNode][] = []
    for (const [index, [name, {protocol, port}]] of Object.entries(kinds).entries()) {
      await lab.play(port ?? 8000 + index, async (_node, place) => {
        const node = await playChecked(place, protocol(lab.certificates.server))
        nodes.push([name, node])
        return node
      })
    }
    await lab.start()
    const lives = await Promise.all(nodes.map(async ([name, node]) => [name, await lifeOf(lab, name, node)] as const))
    expect(lives).toEqual(names.map(name => [name, [0, 'down after 3', 0, 'down after 3: a timeout']]))
  }, 30_000)

  test('a `tcp` check asks for no more than a connection; `none` asks for nothing', async () => {
    const lab = open(engine, spec([`tcp: {listen: 192.168.1.10:80, check: {${often}}}`, 'none: {listen: 192.168.1.10:81, check: none}']))
    await lab.play(80, playTcp)
    await lab.start()
    await settles(lab, 'tcp')
    const [down] = await Promise.all([goesDown(lab, 'tcp'), lab.kill('web1')])
    expect(down).toBe('down after 3: Layer4 connection problem')
    const [up] = await Promise.all([goesUp(lab, 'tcp'), lab.play(80, playTcp)])
    expect(up).toBe('up after 2')
    expect(await lab.states()).toEqual({'tcp/web1': 'UP', 'none/web1': 'no'})
  })

  test('is asked every `interval`, every `fastInterval` on its way, every `downInterval` when down', async () => {
    const wanted = {interval: 500, fastInterval: 80, downInterval: 250}
    const times = Object.entries(wanted).map(([field, ms]) => `${field}: ${ms}ms`)
    const lab = open(engine, spec([`web: {listen: 192.168.1.10:80, check: {type: http, ${times.join(', ')}, rise: 3, fall: 3}}`]))
    const nodes: CheckedNode[] = []
    await lab.play(80, async (_name, place) => {
      const played = await playChecked(place, protocols.http(/GET \/ HTTP\/1.0/))
      nodes.push(played)
      return played
    })
    /** The gaps between the next checks, which are answered so. */
    const gaps = async (checks: number, mood: CheckedNode['mood']): Promise<readonly number[]> => {
      const [node] = nodes
      if (node === undefined) return []
      node.mood = mood
      const before = node.times.length
      await until('it was asked', () => node.times.length >= before + checks)
      const asked = node.times.slice(before, before + checks)
      return asked.slice(1).map((time, index) => Math.round(time - (asked[index] ?? 0)))
    }
    await lab.start()
    await settles(lab, 'web')
    const well = await gaps(3, 'well')
    const down = await gaps(5, 'wrongly')
    const up = await gaps(4, 'well')
    const measured = {
      interval: [...well, ...up.slice(2)],
      fastInterval: [...down.slice(0, 2), ...up.slice(0, 2)],
      downInterval: down.slice(2),
    }
    console.log(`HAProxy ${engine.release}: milliseconds between checks: ${JSON.stringify(measured)}`)
    for (const field of ['interval', 'fastInterval', 'downInterval'] as const) {
      // What comes late may be this machine's fault, what comes early is not.
      const shortest = Math.min(...measured[field])
      expect(shortest).toBeGreaterThan(wanted[field] * 0.8)
      expect(shortest).toBeLessThan(wanted[field] * 1.5)
    }
  }, 15_000)

  describe('an external check', () => {
    /** A program that says what it was told, and ends as a file says. */
    function program() {
      const folder = newFolder()
      const [command, verdict, asked] = ['check-node', 'verdict', 'asked'].map(name => join(folder, name)) as [string, string, string]
      writeFileSync(
        command,
        `#!/bin/sh\necho "$*" >> ${asked}\nverdict=$(cat ${verdict})\n[ "$verdict" = never ] && exec sleep 3\nexit "$verdict"\n`,
      )
      chmodSync(command, 0o755)
      return {
        command,
        say: (text: string): void => writeFileSync(verdict, text),
        asked: (): readonly string[] => readFileSync(asked, 'utf8').trim().split('\n'),
      }
    }

    test('goes by how its program ends, which knows the usual commands, and the node’s address and port', async () => {
      const {command, say, asked} = program()
      const lab = open(engine, spec([`web: {listen: 192.168.1.10:80, check: {type: external, command: ${command}, ${often}}}`]))
      say('0')
      await lab.start()
      await settles(lab, 'web')
      say('1')
      expect(await goesDown(lab, 'web')).toBe('down after 3: External check error')
      say('0')
      expect(await goesUp(lab, 'web')).toBe('up after 2')
      say('never')
      expect(await goesDown(lab, 'web')).toBe('down after 3: External check timeout')
      expect(new Set(asked())).toEqual(new Set([`NOT_USED NOT_USED ${lab.nodeAddress('web1')} ${lab.door(80).port}`]))
    })
  })

  describe('an agent', () => {
    test('sets weight and state, hears what it is sent, and is not missed', async () => {
      const lab = open(
        engine,
        spec([`web: {listen: 192.168.1.10:80, check: {type: agent, port: 9999, send: "how are you", interval: 200ms}}`]),
      )
      let agent: PlayedAgent | undefined
      await lab.play(80, playTcp)
      await lab.play(9999, async (_name, place) => (agent = await playAgent(place)))
      await lab.start()
      const weight = async (): Promise<string> => (await lab.command('get weight web/web1')).split(' ')[0] ?? ''
      const state = async (): Promise<string> => (await lab.states())['web/web1'] ?? ''
      /** Waits until it is so, with the agent saying this. */
      const says = async (words: string, wanted: {readonly weight?: string; readonly state?: string}): Promise<void> => {
        if (agent) agent.says = words
        await until(
          `the agent says ${words}`,
          async () => Object.is(wanted.weight ?? (await weight()), await weight()) && (wanted.state ?? (await state())) === (await state()),
        )
      }
      await says('up', {weight: '100', state: 'UP'})
      await says('50%', {weight: '50', state: 'UP'})
      await says('100%', {weight: '100', state: 'UP'})
      await says('drain', {state: 'DRAIN'})
      await says('ready', {state: 'UP'})
      await says('down', {state: 'DOWN'})
      await says('up', {state: 'UP'})
      expect(agent?.told).toBe('how are you\n')
      await lab.kill('web1', 9999)
      await sleep(500)
      expect(await state()).toBe('UP')
      const [down] = await Promise.all([goesDown(lab, 'web'), lab.kill('web1', 80)])
      expect(down).toBe('down after 3: Layer4 connection problem')
    })
  })
})
