import {expect, test} from '@jest/globals'
import {describeLab} from '../support/lab/available.ts'
import {startHaproxy} from '../support/lab/haproxy.ts'
import type {Host} from '../support/lab/host.ts'
import {startKeepalived} from '../support/lab/keepalived.ts'
import {type Lab, labs} from '../support/lab/lab.ts'
import {until} from '../support/traffic/wait.ts'

const notify = '/etc/keepalived/notify.sh'

/** A program for each state, which says its own name, and one for all, which says what it is given. */
const spec = (listen: string): string => `
lbgen: 1
name: pair
loadBalancers: {lb1: {address: 192.168.1.11, interface: eth0}, lb2: {address: 192.168.1.12, interface: eth0}}
highAvailability:
  routerId: 51
  notify: {any: ${notify}, master: /etc/keepalived/master, backup: /etc/keepalived/backup, fault: /etc/keepalived/fault, stop: /etc/keepalived/stop}
nodes: {web1: 192.168.1.21}
services:
  web: {mode: http, port: 80, listen: ${listen}}
haproxy: {version: "2.6"}
`

const states = ['master', 'backup', 'fault', 'stop'] as const

async function bringUp(host: Host) {
  await host.run('sysctl', '-qp', '/etc/sysctl.d/90-lbgen.conf')
  for (const path of [notify, ...states.map(state => `/etc/keepalived/${state}`)])
    await host.write(path, '#!/bin/sh\necho "${0##*/} $*" >>/run/told\n', 0o755)
  await host.write('/run/told', '')
  return {haproxy: await startHaproxy(host), keepalived: await startKeepalived(host)}
}

/** What the programs have said, line by line. Two that are told of one change are started at once, and either may be first. */
const told = async (host: Host): Promise<readonly string[]> =>
  (await host.read('/run/told')).split('\n').flatMap(line => (line === '' ? [] : [line.trim()]))

/** The states that both programs were told, each by its own word. */
async function statesOf(host: Host): Promise<{readonly toAll: readonly string[]; readonly toOne: readonly string[]}> {
  const lines = await told(host)
  const toAll = lines.flatMap(line => /^notify\.sh \S+ \S+ (\S+) /.exec(line)?.[1]?.toLowerCase() ?? [])
  return {toAll, toOne: lines.filter(line => !line.includes(' '))}
}

/** Waits until both programs have been told a state so many times: keepalived starts them, and waits for neither. */
const untilTold = (host: Host, state: string, times = 1) =>
  until(`${host.name} is told ${state}, time ${times}`, async () => {
    const {toAll, toOne} = await statesOf(host)
    return [toAll, toOne].every(states => states.filter(one => one === state).length >= times)
  })

/**
 * Holds the programs of a host to a story of states, in this order, each change told once, to both. Where the machine is so busy that an
 * engine's check takes too long the story has more chapters, told as these are.
 */
async function expectTold(host: Host, toAll: (state: string) => string, story: readonly string[]) {
  const {toOne: states} = await statesOf(host)
  expect((await told(host)).filter(line => line.startsWith('notify.sh '))).toEqual(states.map(toAll))
  expect(states.filter((state, index) => state === states[index - 1])).toEqual([])
  let next = 0
  for (const state of states) if (state === story[next]) next++
  expect(story.slice(0, next)).toEqual(story)
}

describeLab(['keepalived'], () => {
  const openLab = labs()

  const open = async (lab: Lab, listen: string) => {
    await lab.install(spec(listen))
    const [lb1, lb2] = [lab.at('lb1'), lab.at('lb2')]
    const first = await bringUp(lb1)
    await untilTold(lb1, 'master')
    const second = await bringUp(lb2)
    await untilTold(lb2, 'backup')
    return {lb1, lb2, first, second}
  }

  test.each([
    [
      'an address',
      '"192.168.1.10:80"',
      (priority: number) => (state: string) => `notify.sh INSTANCE ipv4 ${state.toUpperCase()} ${priority}`,
    ],
    // Of a group keepalived knows no priority.
    [
      'addresses of both kinds',
      '["192.168.1.10:80", "[2001:db8::10]:80"]',
      () => (state: string) => `notify.sh GROUP all ${state.toUpperCase()} 0`,
    ],
  ])(
    'programs of the user hear who has %s, each change once',
    async (_, listen, toAll) => {
      const {lb1, lb2, first: running} = await open(await openLab(), listen)
      await running.haproxy.stop('SIGKILL')
      await untilTold(lb1, 'fault')
      await untilTold(lb2, 'master')
      running.haproxy = await startHaproxy(lb1)
      await untilTold(lb1, 'master', 2)
      await untilTold(lb2, 'backup', 2)
      await running.keepalived.stop('SIGTERM')
      await untilTold(lb1, 'stop')
      await untilTold(lb2, 'master', 2)
      await expectTold(lb1, toAll(200), ['backup', 'master', 'fault', 'backup', 'master', 'stop'])
      await expectTold(lb2, toAll(199), ['backup', 'master', 'backup', 'master'])
    },
    90_000,
  )
})
