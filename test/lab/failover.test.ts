import {expect, test} from '@jest/globals'
import {describeLab, measured} from '../support/lab/available.ts'
import {startHaproxy} from '../support/lab/haproxy.ts'
import type {Host} from '../support/lab/host.ts'
import {startKeepalived} from '../support/lab/keepalived.ts'
import {type Lab, labs} from '../support/lab/lab.ts'
import {type Unit, bringUpPair, hasAddress} from '../support/lab/pair.ts'
import {until} from '../support/traffic/wait.ts'

const spec = (failback: boolean): string => `
lbgen: 1
name: pair
loadBalancers: {lb1: {address: 192.168.1.11, interface: eth0}, lb2: {address: 192.168.1.12, interface: eth0}}
highAvailability: {routerId: 51, prefixLength: 24, failback: ${failback}}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, web3: 192.168.1.23}
services:
  web: {listen: "192.168.1.10:80", persistence: source, check: {interval: 200ms}}
haproxy: {version: "2.6"}
`

/** With the default interval of a second between the load balancers. */
const MOST_OUTAGE_MS = 4000

const clients = [101, 102, 103, 104, 105, 106].map(number => `192.168.1.${number}`)

const hasIt = (host: Host): Promise<boolean> => hasAddress(host, '192.168.1.10')

async function open(lab: Lab, failback = true) {
  await lab.install(spec(failback))
  const client = await lab.host('client', {eth0: clients.map(address => `${address}/24`)})
  for (const name of ['web1', 'web2', 'web3']) await lab.at(name).play(80)
  const [first, second] = await bringUpPair(lab.at('lb1'), lab.at('lb2'), '192.168.1.10')
  await until('the service answers', () =>
    client.ask('http://192.168.1.10/').then(
      () => true,
      () => false,
    ),
  )
  const askAll = async (): Promise<Readonly<Record<string, string>>> => {
    const nodes: Record<string, string> = {}
    // Not in the order of round robin, which would give each the same node again.
    // A client whose first packet met the move sends it again after one, three and seven seconds.
    for (const from of clients.toReversed()) nodes[from] = (await client.ask('http://192.168.1.10/', {from, patienceMs: 10_000})).node
    return nodes
  }
  for (const from of clients) await client.ask('http://192.168.1.10/', {from})
  return {client, first, second, askAll}
}

interface Fault {
  readonly what: string
  readonly strike: (unit: Unit) => Promise<void>
  /** Undefined where the machine is gone for good. */
  readonly mend?: (unit: Unit) => Promise<void>
}

const faults: readonly Fault[] = [
  {
    what: "the master's HAProxy is killed",
    strike: ({haproxy}) => haproxy.stop('SIGKILL'),
    async mend(unit) {
      unit.haproxy = await startHaproxy(unit.host)
    },
  },
  {what: "the master's cable is pulled", strike: ({host}) => host.unplug('eth0'), mend: ({host}) => host.plug('eth0')},
  {
    what: "the master's keepalived is stopped",
    strike: ({keepalived}) => keepalived.stop('SIGTERM'),
    async mend(unit) {
      unit.keepalived = await startKeepalived(unit.host)
    },
  },
  {what: 'the master loses its power', strike: ({host}) => host.powerOff()},
]

describeLab(['keepalived'], () => {
  const openLab = labs()

  test.each(faults)(
    '$what: its address moves, and stays on one unit',
    async ({what, strike, mend}) => {
      const {client, first, second, askAll} = await open(await openLab())
      const before = await askAll()
      await until('lb2 knows all clients', async () =>
        (await second.haproxy.command('show table web')).includes(`used:${clients.length}\n`),
      )
      const watch = await client.watch('http://192.168.1.10/')
      await strike(first)
      await until('lb2 has the address', () => hasIt(second.host))
      await until('the service answers', () =>
        client.ask('http://192.168.1.10/').then(
          () => true,
          () => false,
        ),
      )
      const {outages, lost, asked} = await watch.end()
      if (mend && what !== "the master's cable is pulled") expect(await hasIt(first.host)).toBe(false)
      expect(await askAll()).toEqual(before)
      measured(`${what}: ${outages.map(Math.round).join(' + ')} ms of outage, ${lost} of ${asked} questions lost`)
      expect(Math.max(...outages)).toBeLessThan(MOST_OUTAGE_MS)
      if (mend === undefined) return

      const back = await client.watch('http://192.168.1.10/')
      await mend(first)
      await until('lb1 has the address again, alone', async () => (await hasIt(first.host)) && !(await hasIt(second.host)))
      const failedBack = await back.end()
      measured(`${what}, and is well again: ${failedBack.outages.map(Math.round).join(' + ') || 0} ms of outage`)
      expect(Math.max(0, ...failedBack.outages)).toBeLessThan(MOST_OUTAGE_MS)
      expect(await askAll()).toEqual(before)
    },
    90_000,
  )

  test('a keepalived that is killed leaves the address behind, and its unit takes it away', async () => {
    const {client, first, second, askAll} = await open(await openLab())
    const before = await askAll()
    // All at once: a process whose parent has died takes the address away first.
    await first.host.shell('parent=$(pgrep -o -x keepalived); kill -STOP $parent; pkill -KILL -P $parent; kill -KILL $parent')
    await until('lb2 has the address', () => hasIt(second.host))
    expect(await hasIt(first.host)).toBe(true)
    // systemd runs this when the service has ended, however it did.
    const unit = await first.host.read('/etc/systemd/system/keepalived.service.d/lbgen.conf')
    for (const [, command = ''] of unit.matchAll(/^ExecStopPost=-?(.+)$/gm)) await first.host.run(...command.split(' '))
    expect([await hasIt(first.host), await hasIt(second.host)]).toEqual([false, true])
    await until('the service answers', () =>
      client.ask('http://192.168.1.10/').then(
        () => true,
        () => false,
      ),
    )
    expect(await askAll()).toEqual(before)
    first.keepalived = await startKeepalived(first.host)
    await until('lb1 has the address again, alone', async () => (await hasIt(first.host)) && !(await hasIt(second.host)))
  }, 90_000)

  test('without failback the address stays where it went', async () => {
    const {first, second} = await open(await openLab(), false)
    await first.keepalived.stop('SIGTERM')
    await until('lb2 has the address', () => hasIt(second.host))
    await startKeepalived(first.host)
    // Longer than an election takes.
    await new Promise(resolve => setTimeout(resolve, 6000))
    expect([await hasIt(first.host), await hasIt(second.host)]).toEqual([false, true])
  }, 90_000)
})
