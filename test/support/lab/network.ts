import {BlockList} from 'node:net'

/** An interface of a host: its address with prefix, or several; on the bridge of that network, or on one by name. */
export type Interface = string | readonly string[] | {readonly addresses: string | readonly string[]; readonly bridge: string}

export interface Plug {
  /** The interface in the host. */
  readonly name: string
  /** The other end, in the middle of the lab. */
  readonly port: string
  readonly bridge: string
  readonly addresses: readonly string[]
}

interface Bridge {
  readonly name: string
  readonly networks: BlockList
}

/** Decides which interface goes to which bridge: one a network. */
export class Cabling {
  readonly #bridges: Bridge[] = []
  #ports = 0

  plug(name: string, wanted: Interface): {readonly plug: Plug; readonly isNewBridge: boolean} {
    const {addresses: written, bridge: given} =
      typeof wanted === 'object' && 'bridge' in wanted ? wanted : {addresses: wanted, bridge: undefined}
    const addresses = [written].flat()
    const known = this.#bridges.find(({name: one, networks}) =>
      given === undefined ? addresses.some(text => networks.check(...place(text))) : one === given,
    )
    const bridge = known ?? {name: given ?? `br${this.#bridges.length}`, networks: new BlockList()}
    if (known === undefined) this.#bridges.push(bridge)
    for (const text of given === undefined ? addresses : []) {
      const [address, family] = place(text)
      bridge.networks.addSubnet(address, prefixOf(text), family)
    }
    return {plug: {name, port: `port${++this.#ports}`, bridge: bridge.name, addresses}, isNewBridge: known === undefined}
  }
}

function place(text: string): [string, 'ipv4' | 'ipv6'] {
  const [address = ''] = text.split('/')
  return [address, address.includes(':') ? 'ipv6' : 'ipv4']
}

function prefixOf(text: string): number {
  const [, prefix] = text.split('/')
  if (prefix === undefined) throw new Error(`An interface needs an address with a prefix, as \`192.0.2.1/24\`: ${text}`)
  return Number(prefix)
}

/** For `ip -batch`, in the middle of the lab. */
export const wiring = ({name, port, bridge}: Plug, isNewBridge: boolean, pid: number): string =>
  [
    ...(isNewBridge ? [`link add ${bridge} type bridge forward_delay 0 stp_state 0 mcast_snooping 0`, `link set ${bridge} up`] : []),
    `link add ${port} type veth peer name ${name} netns ${pid}`,
    `link set ${port} master ${bridge} up`,
  ].join('\n')

/** The same in the host. */
export const addressing = ({name, addresses}: Plug): string =>
  [...addresses.map(one => `addr add ${one}${one.includes(':') ? ' nodad' : ''} dev ${name}`), `link set ${name} up`].join('\n')
