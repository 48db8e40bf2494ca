import {expect} from '@jest/globals'
import type {Artifact} from '../../../src/targets/target.ts'
import {until} from '../traffic/wait.ts'
import type {Daemon, Host} from './host.ts'

/** Does on a machine what the manifest says of its files, but for what systemd would do. */
export async function applyFiles(host: Host, artifacts: readonly Artifact[]): Promise<void> {
  const commands = artifacts
    .filter(({path}) => path.startsWith(`${host.name}/`))
    .flatMap(({reload}) => (reload === undefined || reload.join(' ').includes('systemctl') ? [] : [reload.join(' ')]))
  if (commands.length > 0) await host.shell(commands.join('\n'))
}

/** What the kernel shares, and among whom: a line of `ipvsadm -Sn` for each. */
export const tableOf = async (balancer: Host): Promise<readonly string[]> => (await balancer.run('ipvsadm', '-Sn')).trim().split('\n')

/** Waits until so many nodes are in the kernel's table, gives the milliseconds that it took. */
export function untilNodes(balancer: Host, manager: Daemon, count: number): Promise<number> {
  let table: readonly string[] = []
  return until(
    `${balancer.name} has ${count} nodes`,
    async () => {
      if (manager.hasEnded()) throw new Error(`The manager of ${balancer.name} has ended: ${manager.said()}`)
      table = await tableOf(balancer)
      return table.filter(line => line.startsWith('-a ')).length === count
    },
    100_000,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${table.join('\n')}\n${manager.said()}`, {cause: error})
  })
}

/**
 * Expects that one machine's card alone answers when the client asks who has an IPv4 address. Nodes that answer go on doing so; two load
 * balancers do for a moment, where a busy guest has not let them hear of each other.
 */
export async function expectCard(client: Host, address: string, host: Host): Promise<readonly string[]> {
  const card = await cardOf(host)
  let cards: readonly string[] = []
  for (const deadline = Date.now() + 20_000; Date.now() < deadline && (cards.length !== 1 || cards[0] !== card);)
    cards = await whoHas(client, address)
  expect(cards).toEqual([card])
  return cards
}

/** Which cards answer when the client asks who has an IPv4 address. */
async function whoHas(client: Host, address: string): Promise<readonly string[]> {
  const {stdout} = await client.attempt(['arping', '-b', '-c', '3', '-w', '4', '-I', 'eth0', address])
  return [...new Set([...stdout.matchAll(/\[([\dA-F:]+)\]/g)].map(([, card = '']) => card.toLowerCase()))]
}

/** The address of a machine's card. */
export const cardOf = async (host: Host): Promise<string> =>
  /link\/ether ([\da-f:]+)/.exec(await host.run('ip', '-o', 'link', 'show', 'dev', 'eth0'))?.[1] ?? ''

/**
 * Expects that one node alone serves, once another is out. Where the kernel still has a connection from the client's port to the
 * node that is gone it drops what comes (`net.ipv4.vs.expire_nodest_conn` is off), so the first series after that may lose some.
 */
export async function expectAlone(client: Host, url: string, node: string): Promise<void> {
  let counts: Readonly<Record<string, number>> = {}
  for (let series = 0; series < 3 && counts[node] !== 20; series++) {
    counts = await client.count(url, 20, {patienceMs: 15_000})
    expect(Object.keys(counts).filter(one => one !== 'nobody')).toEqual([node])
  }
  expect(counts).toEqual({[node]: 20})
}

/** All of a machine that `realserver.sh` may touch: addresses, routes, interfaces, and settings of the kernel. */
export const stateOf = (node: Host): Promise<string> =>
  node.shell(`ip -br link
    ip -o -4 addr
    ip -o -6 addr show dev lo
    ip -4 route show table all
    grep -rs . /proc/sys/net/ipv4/conf /proc/sys/net/ipv6/conf/all /proc/sys/net/ipv6/conf/lo || true
    find /run -type f`)

/**
 * Expects that all were served, by weight. The kernel's turns are exact; but a node that a busy guest answers for too late is taken
 * out for a moment, and the turns begin anew: two in a hundred may go another way.
 */
export function expectShares(shares: Readonly<Record<string, number>>, expected: Readonly<Record<string, number>>): void {
  expect(Object.keys(shares).toSorted()).toEqual(Object.keys(expected).toSorted())
  const all = Object.values(expected).reduce((sum, share) => sum + share, 0)
  for (const [node, share] of Object.entries(expected))
    expect(Math.abs((shares[node] ?? 0) - share)).toBeLessThanOrEqual(Math.ceil(all / 50))
}
