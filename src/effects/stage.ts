import {closeSync, constants, fchmodSync, fchownSync, fsyncSync, openSync, unlinkSync, writeSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {quietly} from './faults.ts'
import type {Journal} from './journal.ts'

export interface Rights {
  /** Permission bits, set whatever the umask. */
  readonly mode: number
  /** Numbers of user and group, kept where the system permits it. */
  readonly owner?: {readonly uid: number; readonly gid: number}
}

/** Nothing that is there already, nor through any link; with 0o600, nobody else reads it before it has its rights: it may hold a secret. */
const FRESH = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW

/** Writes a whole file under a temporary name beside its place, down to the disk; gives that name. */
export function stageFile(
  journal: Journal,
  place: string,
  rights: Rights,
  chunks: Iterable<string>,
  kind: 'tmp' | 'manifest' = 'tmp',
): string {
  journal.at = place
  const temporary = join(dirname(place), journal.nameTrace(kind))
  const fd = openSync(temporary, FRESH, 0o600)
  // A manifest on its way in tells the next run which files are lbgen's own: it stays when the way back is barred.
  journal.undo.push(isBroken => {
    if (kind === 'tmp' || !isBroken) quietly(() => unlinkSync(temporary))
  })
  try {
    writeAll(fd, chunks)
    // In this order: a change of owner takes away set-user-ID bits.
    if (rights.owner) giveTo(fd, rights.owner)
    fchmodSync(fd, rights.mode)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  return temporary
}

function giveTo(fd: number, {uid, gid}: {readonly uid: number; readonly gid: number}): void {
  quietly(() => fchownSync(fd, -1, gid))
  quietly(() => fchownSync(fd, uid, -1))
}

/** Writes in a loop: on a full disk `writeSync` writes less than it was given, and says so only in what it returns. */
function writeAll(fd: number, chunks: Iterable<string>): void {
  let position = 0
  for (const bytes of blocks(chunks)) {
    for (let offset = 0; offset < bytes.length;) {
      const count = writeSync(fd, bytes, offset, bytes.length - offset, position)
      offset += count
      position += count
    }
  }
}

const BLOCK = 256 * 1024

/** The same text in fewer, larger pieces: neither a call for each line nor all of it at once. */
export function* blocks(chunks: Iterable<string>): Generator<Uint8Array> {
  let pieces: string[] = []
  let length = 0
  for (const chunk of chunks) {
    pieces.push(chunk)
    length += chunk.length
    if (length < BLOCK) continue
    yield Buffer.from(pieces.join(''))
    pieces = []
    length = 0
  }
  yield Buffer.from(pieces.join(''))
}
