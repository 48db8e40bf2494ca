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

const untilTold = (host: Host, state: string) => until(`${host.name} is told ${state}`, async () => (await told(host)).includes(state))

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
    ['an address', '"192.168.1.10:80"', 'INSTANCE ipv4', [200, 199]],
    // Of a group keepalived knows no priority.
    ['addresses of both kinds', '["192.168.1.10:80", "[2001:db8::10]:80"]', 'GROUP all', [0, 0]],
  ])(
    'programs of the user hear who has %s, each change once',
    async (_, listen, whose, [first, second]) => {
      const {lb1, lb2, first: running} = await open(await openLab(), listen)
      const all = (state: string, priority: number | undefined): readonly string[] => [
        `notify.sh ${whose} ${state.toUpperCase()} ${priority}`,
        state,
      ]
      await running.haproxy.stop('SIGKILL')
      await untilTold(lb1, 'fault')
      await untilTold(lb2, 'master')
      expect((await told(lb1)).toSorted()).toEqual([...all('backup', first), ...all('master', first), ...all('fault', first)].toSorted())
      running.haproxy = await startHaproxy(lb1)
      await until('lb2 gives it back', async () => (await told(lb2)).filter(line => line === 'backup').length === 2)
      await running.keepalived.stop('SIGTERM')
      await untilTold(lb1, 'stop')
      await until('lb2 has it again', async () => (await told(lb2)).filter(line => line === 'master').length === 2)
      expect((await told(lb1)).slice(-2).toSorted()).toEqual(all('stop', first).toSorted())
      expect((await told(lb2)).filter(line => line.startsWith('notify.sh'))).toEqual(
        ['backup', 'master', 'backup', 'master'].map(state => all(state, second)[0]),
      )
    },
    90_000,
  )
})
