import {createHash} from 'node:crypto'
import {closeSync, constants, fstatSync, lstatSync, openSync, readSync, type BigIntStats} from 'node:fs'
import type {Report} from '../findings/finding.ts'
import {attempt, faults, unreadable} from './faults.ts'

/** A file that stands at a place. */
export interface Present {
  readonly stats: BigIntStats
  readonly sha256: string
}

/**
 * What stands at a place where lbgen wants to write or remove: a plain file, `'nothing'`, or undefined for what is in
 * the way. A symbolic link is never followed, for its target may be anywhere.
 * Reports LB901, LB905, LB908.
 */
export function lookAt(file: string, report: Report): Present | 'nothing' | undefined {
  return attempt(
    () => {
      const stats = lstatSync(file, {throwIfNoEntry: false})
      if (stats === undefined) return 'nothing'
      if (stats.isSymbolicLink()) return refuseLink(file, report)
      return stats.isFile() ? readPresent(file) : refuse(file, report)
    },
    error => unreadable(`\`${file}\``, error),
    report,
  )
}

function readPresent(file: string): Present {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(256 * 1024)
    for (let count = readSync(fd, buffer); count > 0; count = readSync(fd, buffer)) hash.update(buffer.subarray(0, count))
    return {stats: fstatSync(fd, {bigint: true}), sha256: hash.digest('hex')}
  } finally {
    closeSync(fd)
  }
}

/**
 * Whether a folder for artifacts is there (or not yet); undefined when something else stands in its place.
 * Reports LB901, LB908, LB909.
 */
export function lookAtFolder(folder: string, report: Report): 'folder' | 'nothing' | undefined {
  return attempt(
    () => {
      const stats = lstatSync(folder, {throwIfNoEntry: false})
      if (stats === undefined) return 'nothing'
      if (stats.isSymbolicLink()) return refuseLink(folder, report)
      if (stats.isDirectory()) return 'folder'
      report({
        ...faults.notAFolder,
        message: `Expected a folder, but \`${folder}\` is none.`,
        hint: 'Move it away, or render into another folder.',
      })
      return undefined
    },
    error => unreadable(`\`${folder}\``, error),
    report,
  )
}

function refuseLink(file: string, report: Report): undefined {
  const message = `\`${file}\` is a symbolic link, and lbgen writes only inside the folder that it renders into.`
  report({...faults.symbolicLink, message, hint: 'Remove the link, or render into the folder that it leads to.'})
}

function refuse(file: string, report: Report): undefined {
  report({...faults.notAFile, message: `Expected a file, but \`${file}\` is none.`, hint: 'Move it away, or render into another folder.'})
}
