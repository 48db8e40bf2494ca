import {expect} from '@jest/globals'
import type {Artifact} from '../../../src/targets/target.ts'
import {until} from '../traffic/wait.ts'
import type {Daemon, Host} from './host.ts'

/** Does on a machine what the manifest says of its files, but for what systemd would do, and for a manager that its test starts. */
export async function applyFiles(host: Host, artifacts: readonly Artifact[]): Promise<void> {
  const commands = artifacts
    .filter(({path, target}) => path.startsWith(`${host.name}/`) && target !== 'ldirectord')
    .flatMap(({reload}) => (reload === undefined || reload.join(' ').includes('systemctl') ? [] : [reload.map(quoted).join(' ')]))
  if (commands.length > 0) await host.shell(commands.join('\n'))
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`

/** A guest is slow, and TCP asks again only after 1, 3 and 7 seconds: what is not answered by then is lost. */
export const patient = {patienceMs: 15_000}

/** What the kernel shares, and among whom: a line of `ipvsadm -Sn` for each. */
export const tableOf = async (balancer: Host): Promise<readonly string[]> => (await balancer.run('ipvsadm', '-Sn')).trim().split('\n')

/** Waits until so many nodes are in the kernel's table, gives the milliseconds that it took. */
export const untilNodes = (balancer: Host, manager: Daemon, count: number): Promise<number> =>
  untilTable(balancer, manager, `${count} nodes`, table => table.filter(line => line.startsWith('-a ')).length === count)

/** Waits until some nodes are in the kernel's table and others are not, each with a port or without one. */
export const untilServes = (balancer: Host, manager: Daemon, present: readonly string[], absent: readonly string[]): Promise<number> =>
  untilTable(balancer, manager, `${present.join(' and ')} without ${absent.join(' and ')}`, table => {
    const has = (node: string): boolean => table.some(line => line.includes(` -r ${node} `) || line.includes(` -r ${node}:`))
    return present.every(has) && !absent.some(has)
  })

function untilTable(balancer: Host, manager: Daemon, what: string, isSo: (table: readonly string[]) => boolean): Promise<number> {
  let table: readonly string[] = []
  return until(
    `${balancer.name} has ${what}`,
    async () => {
      if (manager.hasEnded()) throw new Error(`The manager of ${balancer.name} has ended: ${manager.said()}`)
      table = await tableOf(balancer)
      return isSo(table)
    },
    180_000,
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
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && (cards.length !== 1 || cards[0] !== card);)
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
 * Lets a client begin connections at a few ports alone, and has the nodes know most of them: it comes back to a port of before at once, as
 * a busy one does. Of any other, one series in ten meets a run of ports of before (the kernel begins anew at a random one every 10 s).
 */
export async function crowd(client: Host, url: string): Promise<void> {
  await client.run('sysctl', '-qw', 'net.ipv4.ip_local_port_range=40000 40199')
  await client.count(url, 60, patient)
}

/** Lets it begin connections at any port again. */
export const uncrowd = async (client: Host): Promise<void> =>
  void (await client.run('sysctl', '-qw', 'net.ipv4.ip_local_port_range=32768 60999'))

/** Expects that one node alone serves, once another is out. */
export const expectAlone = async (client: Host, url: string, node: string): Promise<void> =>
  expect(await client.count(url, 20, patient)).toEqual({[node]: 20})

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
