import {closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats} from 'node:fs'
import type {Finding, Report} from '../findings/finding.ts'
import {attempt, faults, isSystemError, unreadable} from './faults.ts'

/** The largest spec or configuration that is read, in bytes: far above any real one, far below what hurts. */
export const LARGEST_FILE = 64 * 1024 * 1024

/** How long a pipe may stay silent, in milliseconds, before nobody is taken to write to it. */
const PATIENCE_MS = 30_000

const PIECE = 64 * 1024

/**
 * The bytes of a file, or of standard input for `-`; undefined when it cannot be had.
 *
 * A named pipe is opened without waiting for its other end (`lbgen validate <(make-spec)` works, one that nobody
 * writes to is reported after `patienceMs`); whatever never ends (`/dev/zero`) is given up at LARGEST_FILE.
 * Standard input may take its time: someone may be typing.
 * Reports LB901, LB904, LB905, LB906, LB907.
 */
export function readBytes(file: string, report: Report, patienceMs = PATIENCE_MS): Uint8Array | undefined {
  const name = file === '-' ? 'standard input' : `\`${file}\``
  const explain = (error: unknown): Finding => {
    if (!isSystemError(error)) throw error
    return unreadable(name, error)
  }
  return attempt(
    () => (file === '-' ? readAll({fd: 0, name, patienceMs: Infinity}, report) : openAndRead(file, name, patienceMs, report)),
    explain,
    report,
  )
}

function openAndRead(file: string, name: string, patienceMs: number, report: Report): Uint8Array | undefined {
  // Looked at first: opening some devices does something.
  if (refuseKind(statSync(file), name, report)) return undefined
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return readAll({fd, name, patienceMs}, report)
  } finally {
    closeSync(fd)
  }
}

interface Reading {
  readonly fd: number
  readonly name: string
  readonly patienceMs: number
}

function readAll(reading: Reading, report: Report): Uint8Array | undefined {
  const stats = fstatSync(reading.fd)
  // Standard input may well be a socket: that is how Node's own child processes get theirs.
  if (!(reading.fd === 0 && stats.isSocket()) && refuseKind(stats, reading.name, report)) return undefined
  if (stats.isFile() && stats.size > LARGEST_FILE) return refuseSize(reading.name, report)

  const pieces: Uint8Array[] = []
  let total = 0
  let isSilent = false
  const next = nextPiece(reading, stats.isFIFO() && reading.fd !== 0, () => (isSilent = true))
  for (let piece = next(total); piece.length > 0; piece = next(total)) {
    pieces.push(piece)
    total += piece.length
    if (total > LARGEST_FILE) return refuseSize(reading.name, report)
  }
  return isSilent ? refuseSilence(reading, report) : Buffer.concat(pieces, total)
}

/**
 * Reads piece after piece, an empty one at the end. A pipe opened without waiting reads as ended until its writer has
 * come, and as EAGAIN while its writer has nothing to say: both are waited out.
 */
function nextPiece({fd, patienceMs}: Reading, awaitsWriter: boolean, giveUp: () => void): (total: number) => Uint8Array {
  return total => {
    const buffer = Buffer.allocUnsafe(PIECE)
    for (const deadline = performance.now() + patienceMs; ; pause(5)) {
      const count = readSome(fd, buffer)
      if (count !== undefined && (count > 0 || total > 0 || !awaitsWriter)) return buffer.subarray(0, count)
      if (performance.now() < deadline) continue
      giveUp()
      return buffer.subarray(0, 0)
    }
  }
}

function readSome(fd: number, buffer: Uint8Array): number | undefined {
  try {
    return readSync(fd, buffer)
  } catch (error) {
    if (isSystemError(error) && error.code === 'EAGAIN') return undefined
    throw error
  }
}

/** Does nothing for so long; the room is synchronous, and so is its waiting. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

/** What stands there instead of a file, in words; undefined for what is read like one. */
function describeKind(stats: Stats): string | undefined {
  if (stats.isDirectory()) return 'a folder'
  if (stats.isBlockDevice()) return 'a block device'
  if (stats.isSocket()) return 'a socket'
  return undefined
}

function refuseKind(stats: Stats, name: string, report: Report): boolean {
  const kind = describeKind(stats)
  if (kind === undefined) return false
  const hint = stats.isDirectory() ? 'Name the file in it.' : 'Name a file, or `-` for standard input.'
  report({...faults.notAFile, message: `Expected a file, but ${name} is ${kind}.`, hint})
  return true
}

function refuseSize(name: string, report: Report): undefined {
  const message = `More than ${LARGEST_FILE / 1024 / 1024} MiB come from ${name}.`
  report({...faults.fileTooLarge, message, hint: 'Name the file that was meant.'})
}

function refuseSilence({name, patienceMs}: Reading, report: Report): undefined {
  const message = `Nothing came through the pipe ${name} for ${patienceMs / 1000} seconds.`
  report({...faults.silentPipe, message, hint: 'Start what writes to it first, or pipe into `-`.'})
}
