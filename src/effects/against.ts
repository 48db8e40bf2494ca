import {type Stats, existsSync, statSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Report} from '../findings/finding.ts'
import {faults, isSystemError} from './faults.ts'
import {fullNameOf} from './git.ts'
import {MANIFEST} from './manifest.ts'

/** Whether lbgen has rendered to a folder. */
export const isRendered = (folder: string): boolean => existsSync(join(folder, MANIFEST))

/** The folder that a spec is rendered to where none is named; for standard input it is where lbgen runs. */
export const folderBeside = (spec: string): string => (spec === '-' ? 'rendered' : join(dirname(spec), 'rendered'))

/** What a spec is compared with. */
export type Old =
  | {readonly kind: 'folder'; readonly name: string}
  | {readonly kind: 'spec'; readonly name: string}
  | {readonly kind: 'revision'; readonly name: string}

/** Names that are a revision whatever files there are, and such that are a path. */
const ofRevision = /^(?:HEAD(?:[~^@].*)?|refs\/.*|(?:[0-9a-f]{40}|[0-9a-f]{64})(?:[~^].*)?)$/
const ofPath = /^(?:\.{0,2}[\\/]|[A-Za-z]:[\\/])/

/**
 * What the user means by the name of something older: what there is of that name, else a revision. Without a name it is
 * what was rendered beside the spec, else the last commit. Reports LB938 where there is a revision of that name too, and
 * LB944 for a folder that lbgen did not render.
 */
export async function findOld(spec: string, name: string | undefined, report: Report): Promise<Old | undefined> {
  if (name === undefined) {
    const beside = folderBeside(spec)
    return isRendered(beside) ? {kind: 'folder', name: beside} : {kind: 'revision', name: 'HEAD'}
  }
  const stats = ofRevision.test(name) ? undefined : statsOf(name)
  if (stats === undefined) return {kind: 'revision', name}
  const revision = ofPath.test(name) ? undefined : await fullNameOf(spec, name)
  if (revision !== undefined) {
    const [message, what] = [`\`${name}\` is a git revision, and a path too.`, stats.isDirectory() ? 'folder' : 'file']
    report({...faults.ambiguousName, message, hint: `Write \`${revision}\` for the revision, \`./${name}\` for the ${what}.`})
    return undefined
  }
  if (!stats.isDirectory()) return {kind: 'spec', name}
  if (isRendered(name)) return {kind: 'folder', name}
  const hint = 'Name the folder that `lbgen render` wrote; a branch of that name is `refs/heads/…`.'
  report({...faults.notRendered, message: `\`${name}\` is a folder without \`${MANIFEST}\`: lbgen did not render it.`, hint})
  return undefined
}

/** What stands at a path; undefined where none can lead, as with `main/x` beside a file `main`, or a revision longer than any name. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch (error) {
    if (!isSystemError(error)) throw error
    return undefined
  }
}
