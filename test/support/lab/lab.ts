import {join} from 'node:path'
import {afterAll, afterEach} from '@jest/globals'
import {apart, unshare} from './apart.ts'
import {bundle} from '../bundle.ts'
import {temporaryFolders} from '../../effects/support.ts'
import {type Agent, connectAgent, wireTo} from './connection.ts'
import {type Host, attemptOn, makeHost} from './host.ts'
import {type Installed, install} from './install.ts'
import {spawnWire} from './local.ts'
import {Cabling, type Interface, type Plug, addressing, wiring} from './network.ts'
import {type Guest, startGuest} from './vm/guest.ts'

/** A network of machines, which is gone when its test ends. */
export interface Lab {
  /** Adds a machine; `{eth0: '192.168.1.5/24'}`. Machines of one network hear each other. One that was powered off may come back, as new. */
  readonly host: (name: string, interfaces: Readonly<Record<string, Interface>>) => Promise<Host>
  /** The machine of that name. */
  readonly at: (name: string) => Host
  /** Adds the machines of a spec at its own addresses, with the files that lbgen makes for each, where they belong. */
  readonly install: (spec: string, options?: InstallOptions) => Promise<Installed>
  /** Ends it before its test does. */
  readonly close: () => Promise<void>
}

export interface InstallOptions {
  /** Of the addresses in the spec: 24 for IPv4 and 64 for IPv6 by default. */
  readonly prefixes?: {readonly ipv4?: number; readonly ipv6?: number}
  /** More interfaces for a machine of the spec, or others in the place of `eth0`. */
  readonly interfaces?: Readonly<Record<string, Readonly<Record<string, Interface>>>>
}

/** A lab's own time: then all of it is ended, whatever its test waits for. */
const SECONDS = 620
const END_MS = 60_000

/** A host needs no time of its own. Not `apart`: its process is the one whose namespaces the lab's cables lead to. */
const namespaces = unshare(['--net', '--mount', '--pid', '--uts'])

const here = (file: string): string => join(import.meta.dirname, file)

/** Opens labs that end with the test in which they were made: on this machine, or in a guest that has a kernel of its own. */
export function labs(where: 'here' | 'guest' = 'here'): () => Promise<Lab> {
  const newFolder = temporaryFolders()
  const closers: (() => Promise<void>)[] = []
  let agentFile: Promise<string> | undefined
  let guest: Promise<Guest> | undefined
  afterEach(async () => {
    await Promise.all(closers.splice(0).map(close => close()))
  }, END_MS)
  afterAll(async () => {
    await (await guest?.catch(() => undefined))?.powerOff()
  }, END_MS)
  return async () => {
    const file = await (agentFile ??= bundle(here('agent/agent.ts'), newFolder()))
    const command = [...apart(SECONDS, ['--net', '--mount', '--pid']), 'sh', here('root.sh'), process.execPath, file]
    const {wire, close} = where === 'here' ? spawnWire(command) : await spawnThere(await (guest ??= startGuest(file, newFolder())), command)
    closers.push(close)
    return openLab(await connectAgent(wire), file, close)
  }
}

async function spawnThere({agent}: Guest, command: readonly string[]): Promise<ReturnType<typeof spawnWire>> {
  const program = await agent.spawn(command)
  const close = async (): Promise<void> => {
    program.closeInput()
    await program.ended
  }
  return {wire: wireTo(program), close}
}

function openLab(root: Agent, agentFile: string, close: Lab['close']): Lab {
  const hosts = new Map<string, Host>()
  const cabling = new Cabling()
  const batch = async (agent: Agent, lines: string): Promise<void> => {
    const {exitCode, stderr} = await attemptOn(agent, ['ip', '-batch', '-'], {input: `${lines}\n`})
    if (exitCode !== 0) throw new Error(`ip: ${stderr}${lines}`)
  }
  // One after the other: a bridge must be there before what is plugged into it.
  let wired = Promise.resolve()
  const wire = (lines: string): Promise<void> => {
    const next = wired.then(() => batch(root, lines))
    wired = next.catch(() => undefined)
    return next
  }

  const host: Lab['host'] = async (name, interfaces) => {
    if (hosts.has(name)) throw new Error(`The lab has a ${name} already.`)
    const program = await root.spawn([...namespaces, 'sh', here('host.sh'), name, process.execPath, agentFile])
    // Its namespaces are there when its agent is.
    const agent = await connectAgent(wireTo(program))
    const plugs = Object.entries(interfaces).map(([device, one]) => cabling.plug(device, one))
    await wire(plugs.map(({plug, isNewBridge}) => wiring(plug, isNewBridge, program.pid)).join('\n'))
    await batch(agent, ['link set lo up', ...plugs.map(({plug}) => addressing(plug))].join('\n'))
    const made = makeHost(name, agent, {
      set: (device, state) =>
        wire(
          `link set ${portOf(
            plugs.map(({plug}) => plug),
            device,
          )} ${state}`,
        ),
      cut: async () => {
        program.kill('SIGKILL')
        hosts.delete(name)
      },
    })
    hosts.set(name, made)
    return made
  }
  const at = (name: string): Host => {
    const one = hosts.get(name)
    if (one === undefined) throw new Error(`The lab has no ${name}.`)
    return one
  }
  return {host, at, install: (spec, options = {}) => install(host, spec, options), close}
}

function portOf(plugs: readonly Plug[], device: string): string {
  const plug = plugs.find(({name}) => name === device)
  if (plug === undefined) throw new Error(`There is no ${device}.`)
  return plug.port
}
