import {dirname, join} from 'node:path'
import type {Entry} from './manifest.ts'

/** A file that a render has removed, and what the manifest said of it. */
export interface Removed extends Pick<Entry, 'install' | 'extent' | 'undo'> {
  readonly path: string
}

/** What was removed, and what is still to be done on the machine, where the file stands yet. */
export function formatRemoved({path, install, extent, undo}: Removed, folder: string): string {
  const removed = `removed ${join(folder, path)}\n`
  if (install === undefined) return removed
  const first = undo === undefined ? '' : `first run \`${undo.map(inQuotes).join(' ')}\`, then `
  const last = extent === 'block' ? `take lbgen's block out of ${install}` : `remove ${install}`
  const then = /^\/(etc|usr\/lib|lib)\/systemd\/system\//.test(install) ? ', then run `systemctl daemon-reload`' : ''
  return `${removed}  on ${dirname(path)}: ${first}${last}${then}\n`
}

/** A word as a shell takes it. */
export const inQuotes = (word: string): string => (/^[\w./:\\=@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)
