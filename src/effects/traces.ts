import {createHash, randomBytes} from 'node:crypto'
import {lstatSync, readFileSync, readdirSync, readlinkSync} from 'node:fs'
import {hostname} from 'node:os'
import {join} from 'node:path'
import {isSystemError} from './faults.ts'

/**
 * What a run of lbgen leaves beside the user's files while it works, each by its own ending: `tmp` a file on its way
 * in or out, `manifest` the manifest that the run is about to make true, `lock` the claim to a folder, `scratch` a
 * folder for verify.
 */
export type TraceKind = 'tmp' | 'manifest' | 'lock' | 'scratch'

/** Which process, when started, on which host, since which boot, in which process namespace: all in the name. */
const TRACE = /^\.lbgen-(\d+)-(\d+)-([0-9a-f]{8})-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.(tmp|manifest|lock|scratch)$/

/** How long the trace of a process that cannot be seen from here (another host, another container) counts as alive. */
const UNSEEN_LIFE_MS = 10 * 60 * 1000

export type NameTrace = (kind: TraceKind) => string

/** Makes fresh names by which a later run can tell whether this run still lives. */
export function traceNames(): NameTrace {
  const {pid, start, host, boot, space} = here()
  return kind => `.lbgen-${pid}-${start}-${host}-${boot}-${space}-${randomBytes(4).toString('hex')}.${kind}`
}

/** Names of all that runs have in a folder. */
export const tracesIn = (folder: string, kind: TraceKind): readonly string[] =>
  readdirSync(folder).filter(name => TRACE.exec(name)?.[6] === kind)

/**
 * Paths of what dead runs have left in a folder, none when it cannot be read.
 * What this very process left is left over too: the room is synchronous.
 */
export function leftoversIn(folder: string, kind: TraceKind): readonly string[] {
  try {
    return tracesIn(folder, kind)
      .filter(name => !isAlive(folder, name))
      .map(name => join(folder, name))
  } catch (error) {
    if (isSystemError(error)) return []
    throw error
  }
}

/** Whether another run that still goes on made this trace. */
export function isAlive(folder: string, name: string): boolean {
  const [, pid, start = '0', host, boot, space] = TRACE.exec(name) ?? []
  const me = here()
  if (boot === me.boot && space === me.space) return pid !== me.pid && isRunning(Number(pid), start)
  // The same host before its last boot: nothing of that time lives.
  if (host === me.host && boot !== me.boot) return false
  return ageMs(join(folder, name)) < UNSEEN_LIFE_MS
}

interface Place {
  readonly pid: string
  readonly start: string
  readonly host: string
  readonly boot: string
  readonly space: string
}

function here(): Place {
  return {
    pid: String(process.pid),
    start: startOf(process.pid) ?? '0',
    host: digest(hostname()),
    boot: digest(textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))),
    space: /\d+/.exec(textOf(() => readlinkSync('/proc/self/ns/pid')))?.[0] ?? '0',
  }
}

function isRunning(pid: number, start: string): boolean {
  const actual = startOf(pid)
  // Where the start is hidden, the number has to do.
  return actual !== undefined && (actual === start || actual === '0' || start === '0')
}

/**
 * When a process started, in ticks since boot; `0` where the system does not tell, undefined when there is none.
 * The time tells a process from a later one with the same number. A killed one that nobody has waited for is gone too.
 */
function startOf(pid: number): string | undefined {
  if (!exists(pid)) return undefined
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: fields 3 (state) and 22 (start), after a name that may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? undefined : fields[19] || '0'
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM'
  }
}

function textOf(read: () => string): string {
  try {
    return read()
  } catch (error) {
    if (isSystemError(error)) return ''
    throw error
  }
}

function ageMs(file: string): number {
  try {
    return Date.now() - lstatSync(file).mtimeMs
  } catch (error) {
    if (isSystemError(error)) return Infinity
    throw error
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)
