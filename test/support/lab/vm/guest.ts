import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {enginesFolder} from '../../../../scripts/haproxies.js'
import {type Agent, connectAgent} from '../connection.ts'
import {apart} from '../apart.ts'
import {spawnWire} from '../local.ts'

/** A virtual machine with Debian's kernel and this machine's files; what it writes is gone with it. */
export interface Guest {
  readonly agent: Agent
  readonly powerOff: () => Promise<void>
}

/** Where engines.js keeps the guest's kernel. */
export const kernelFolder = join(enginesFolder, 'vm')

/** Then the guest is ended, whatever runs there: all tests of a file share it. */
const SECONDS = 2000
const BOOT_MS = 60_000

/** Boots a guest, and waits until the agent answers there. */
export async function startGuest(agentFile: string, folder: string): Promise<Guest> {
  const boot = join(import.meta.dirname, 'boot.sh')
  const {wire, close} = spawnWire([
    ...apart(SECONDS, ['--mount', '--pid']),
    'bash',
    boot,
    kernelFolder,
    folder,
    process.execPath,
    agentFile,
  ])
  const console = (): string => (existsSync(join(folder, 'console')) ? readFileSync(join(folder, 'console'), 'utf8').slice(-2000) : '')
  try {
    return {agent: await connectAgent(wire, BOOT_MS), powerOff: close}
  } catch (error) {
    await close()
    throw new Error(`The guest does not run: ${String(error)}\n${console()}`, {cause: error})
  }
}
