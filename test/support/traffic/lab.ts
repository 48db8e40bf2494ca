import {randomInt} from 'node:crypto'
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {afterEach} from '@jest/globals'
import {compile, standInSecrets} from '../../../src/compile.ts'
import type {LongSpec} from '../../../src/spec/long.ts'
import {targets} from '../../../src/targets/index.ts'
import {print} from '../../../src/targets/print.ts'
import {temporaryFolders} from '../../effects/support.ts'
import type {Engine} from '../engines.ts'
import {type Certificates, makeCertificates} from './certificates.ts'
import {type RunningHaproxy, startHaproxy} from './haproxy.ts'
import {startPound} from './pound.ts'
import {startStunnel} from './stunnel.ts'
import type {RunningTerminator} from './terminator.ts'
import {
  type Loopback,
  clientAddress,
  listenAddress,
  loadBalancerAddress,
  movedPort,
  nodeAddress,
  onLoopback,
  readLong,
  specText,
  withScratchFiles,
} from './moved-spec.ts'
import type {PlayedNode} from './nodes.ts'

/** A cluster on this machine's loopback interface, behind a real HAProxy with the configuration that lbgen writes for it. */
export interface Lab {
  readonly certificates: Certificates
  /** haproxy.cfg, as it runs. */
  readonly configuration: string
  /** Where clients reach a port of the spec; the `index`th client, counted from 1, has an address of its own. */
  readonly door: (port: number, client?: number) => {readonly host: string; readonly port: number; readonly from?: string}
  /** Has every node, or those named, played on a port of the spec. */
  readonly play: (
    ports: number | readonly number[],
    how: (name: string, place: {readonly host: string; readonly port: number}) => Promise<PlayedNode>,
    only?: readonly string[],
  ) => Promise<void>
  /** Ends what plays a node, on one port of the spec or on all of them. */
  readonly kill: (name: string, port?: number) => Promise<void>
  readonly nodeAddress: (name: string) => string
  readonly start: () => Promise<void>
  /** Starts HAProxy alone, beside what runs in front of it. */
  readonly startEngine: () => Promise<void>
  /** haproxy.cfg of another spec on the same addresses. */
  readonly configurationOf: (change: (spec: LongSpec) => LongSpec) => string
  /** Starts HAProxy anew with what the spec says of these nodes alone, and has it take over from the one that runs. */
  readonly reload: (spec?: (spec: LongSpec) => LongSpec) => Promise<void>
  readonly stop: () => Promise<void>
  /** Starts another load balancer with its own configuration; clients reach it at its own address. */
  readonly startOther: (name: string) => Promise<Pick<Lab, 'door' | 'command' | 'stop'>>
  readonly command: (text: string) => Promise<string>
  /** All that HAProxy has said so far on its standard output and error. */
  readonly said: () => string
  /** `UP`, `DOWN`, `MAINT`… by `backend/server`; on its way from one to the other a server is still what it was. */
  readonly states: () => Promise<Readonly<Record<string, string>>>
}

export const example = (name: string): string => readFileSync(join(import.meta.dirname, '../../../examples', name, 'cluster.yaml'), 'utf8')

type Change = (spec: LongSpec, certificates: Certificates) => LongSpec

/** Makes labs that end with the test in which they were made. */
export function labs(pound?: Engine): (engine: Engine, text: string, change?: Change, portOf?: (port: number) => number) => Lab {
  const newFolder = temporaryFolders()
  const closers: (() => Promise<void>)[] = []
  let certificates: Certificates | undefined
  afterEach(async () => {
    await Promise.all(closers.splice(0).map(close => close()))
  })
  return (engine, text, change = spec => spec, port = movedPort) => {
    certificates ??= makeCertificates(newFolder())
    // Below what the system gives to clients, and above `movedPort`.
    const loopback = {network: `127.${randomInt(1, 255)}.${randomInt(0, 256)}`, port, peersPort: randomInt(30_000, 32_768)}
    const folder = newFolder()
    const changed = change(readLong(text), certificates)
    const spec = onLoopback(withScratchFiles(changed, {folder, pem: certificates.server, release: engine.release}), loopback)
    return openLab({engine, folder, loopback, certificates, spec, pound: pound?.program}, close => closers.push(close))
  }
}

interface Parts {
  readonly engine: Engine
  readonly folder: string
  readonly loopback: Loopback
  readonly certificates: Certificates
  readonly spec: LongSpec
  readonly pound: string | undefined
}

function openLab({engine, folder, loopback, certificates, spec, pound}: Parts, atEnd: (close: () => Promise<void>) => void): Lab {
  const names = Object.keys(spec.nodes ?? {})
  const played = new Map<string, PlayedNode>()
  let running: RunningHaproxy | undefined
  let tunnels: RunningTerminator | undefined
  const others: RunningHaproxy[] = []
  const [file = ''] = writeConfigurations(spec, folder)
  const command = (text: string): Promise<string> => running?.command(text) ?? Promise.reject(new Error('HAProxy is not running.'))
  const addressOf = (name: string): string => nodeAddress(loopback, names.indexOf(name))
  const startEngine = async (): Promise<void> => {
    running = await startHaproxy(engine.program, file, join(folder, 'admin.sock'))
  }
  const end = async (key: string): Promise<void> => {
    const node = played.get(key)
    played.delete(key)
    await node?.close()
  }
  atEnd(async () => {
    await Promise.all([running?.stop(), tunnels?.stop()])
    await Promise.all(others.map(other => other.stop()))
    await Promise.all([...played.keys()].map(end))
  })
  return {
    certificates,
    configuration: readFileSync(file, 'utf8'),
    door: doorAt(listenAddress(loopback), loopback),
    play: async (ports, how, only = names) => {
      for (const name of only) {
        for (const port of [ports].flat())
          played.set(`${name}:${port}`, await how(name, {host: addressOf(name), port: loopback.port(port)}))
      }
    },
    kill: async (name, port) => {
      const keys = [...played.keys()].filter(key => (port === undefined ? key.startsWith(`${name}:`) : key === `${name}:${port}`))
      await Promise.all(keys.map(end))
    },
    nodeAddress: addressOf,
    startEngine,
    start: async () => {
      await startEngine()
      const inFront = join(dirname(file), 'stunnel.conf')
      if (existsSync(inFront)) tunnels = await startStunnel('stunnel', inFront)
      const gate = join(dirname(file), 'pound.cfg')
      if (existsSync(gate)) tunnels = await startPound(pound ?? 'pound', gate)
    },
    configurationOf: change => readFileSync(writeConfigurations(change(spec), join(folder, 'other'))[0] ?? '', 'utf8'),
    reload: async (change = one => one) => {
      const before = running
      const pid = /^Pid: (\d+)$/m.exec(await command('show info'))?.[1]
      const [next = ''] = writeConfigurations(change(spec), join(folder, 'next'))
      if (before === undefined || pid === undefined) throw new Error('There is nothing to take over from.')
      running = await startHaproxy(engine.program, next, join(folder, 'admin.sock'), ['-sf', pid])
      others.push(before)
      await before.ended
    },
    stop: async () => running?.stop(),
    startOther: async name => {
      const index = Object.keys(spec.loadBalancers ?? {}).indexOf(name)
      const [socket, address] = [join(folder, `${name}.sock`), loadBalancerAddress(loopback, index)]
      const moved = join(folder, `${name}.cfg`)
      // Where one address moves between two machines, here each has one of its own.
      const text = readFileSync(join(folder, name, 'haproxy.cfg'), 'utf8')
        .replaceAll(` bind ${listenAddress(loopback)}:`, ` bind ${address}:`)
        .replaceAll(join(folder, 'admin.sock'), socket)
      writeFileSync(moved, text)
      const other = await startHaproxy(engine.program, moved, socket)
      others.push(other)
      return {door: doorAt(address, loopback), command: other.command, stop: other.stop}
    },
    command,
    said: () => running?.said() ?? '',
    states: async () => readStates(await command('show stat')),
  }
}

const doorAt =
  (host: string, loopback: Loopback): Lab['door'] =>
  (port, client) => ({host, port: loopback.port(port), ...(client !== undefined && {from: clientAddress(loopback, client)})})

/** Writes what each load balancer runs; gives the files of HAProxy. */
function writeConfigurations(spec: LongSpec, folder: string): readonly string[] {
  const {artifacts, findings} = compile([{file: 'cluster.yaml', text: specText(spec)}], {targets, print, secrets: standInSecrets})
  const wanted = artifacts.filter(({target}) => ['haproxy', 'stunnel', 'pound'].includes(target))
  if (wanted.length === 0) throw new Error(findings.map(({message}) => message).join('\n'))
  const written = wanted.map(({path, chunks}) => {
    const file = join(folder, path)
    mkdirSync(dirname(file), {recursive: true})
    writeFileSync(file, chunks.join(''))
    return file
  })
  return written.filter(file => file.endsWith('/haproxy.cfg'))
}

/** The servers in `show stat`, which is CSV without quotes in the columns used here. */
function readStates(csv: string): Readonly<Record<string, string>> {
  const [header = '', ...rows] = csv.replace(/^# /, '').trim().split('\n')
  const columns = header.split(',')
  const cell = (row: readonly string[], name: string): string => row[columns.indexOf(name)] ?? ''
  const servers = rows.map(row => row.split(',')).filter(row => !['FRONTEND', 'BACKEND'].includes(cell(row, 'svname')))
  return Object.fromEntries(servers.map(row => [`${cell(row, 'pxname')}/${cell(row, 'svname')}`, cell(row, 'status').split(' ')[0] ?? '']))
}
