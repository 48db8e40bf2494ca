import {dirname, isAbsolute, join} from 'node:path'
import type {Finding, Report} from '../findings/finding.ts'
import {faults} from './faults.ts'
import {readBytes} from './files.ts'

/**
 * The bytes of a file that another one names, relative to it, and the name by which the user can find it; standard
 * input for `-`, beside which names are relative to the working folder; `start` says in words where relative names start.
 * Reports what readBytes does.
 */
export function readBeside(
  name: string,
  from: string | undefined,
  report: Report,
  start = 'the folder of the file that includes it',
): {readonly file: string; readonly bytes: Uint8Array} | undefined {
  const file = fileBeside(name, from)
  const bytes = readBytes(file, from === undefined || from === '-' ? report : finding => report(hinted(finding, start)))
  return bytes && {file, bytes}
}

/** Where a file is that another one names. */
export const fileBeside = (name: string, from: string | undefined): string =>
  from === undefined || from === '-' || isAbsolute(name) ? name : join(dirname(from), name)

const hinted = (finding: Finding, start: string): Finding =>
  finding.code === faults.missingFile.code
    ? {...finding, hint: `See whether the name is spelled right; a relative name starts at ${start}.`}
    : finding
