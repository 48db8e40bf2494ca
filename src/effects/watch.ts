import {statSync} from 'node:fs'
import {isSystemError} from './faults.ts'
import {fileBeside, readBeside} from './spec-files.ts'

/** What a file was like when it was read: nothing, where it was not there. */
type Stamp = string | undefined

/** A reader of specs that knows afterwards which files it was asked for, and what they were like. */
export interface WatchedFiles {
  readonly read: typeof readBeside
  /** The file that has changed since it was read, as soon as one has. */
  readonly nextChange: () => Promise<string>
  readonly files: () => readonly string[]
}

export function watchedFiles(): WatchedFiles {
  const stamps = new Map<string, Stamp>()
  return {
    read: (name, from, report) => {
      const file = fileBeside(name, from)
      // Before it is read: a change while it is read is one to come back for.
      if (!stamps.has(file)) stamps.set(file, stampOf(file))
      return readBeside(name, from, report)
    },
    nextChange: () => changeOf(stamps),
    files: () => [...stamps.keys()].filter(file => stamps.get(file) !== undefined),
  }
}

function stampOf(file: string): Stamp {
  try {
    const {ino, mtimeMs, size} = statSync(file)
    return `${ino} ${mtimeMs} ${size}`
  } catch (error) {
    if (!isSystemError(error)) throw error
    return undefined
  }
}

async function changeOf(stamps: ReadonlyMap<string, Stamp>): Promise<string> {
  const {watch} = await import('chokidar')
  const changed = (): string | undefined => [...stamps].find(([file, stamp]) => stampOf(file) !== stamp)?.[0]
  // An editor may write a file in several steps: what it is like is looked at when it is at rest.
  const watcher = watch([...stamps.keys()], {ignoreInitial: true, awaitWriteFinish: {stabilityThreshold: 60, pollInterval: 20}})
  try {
    return await new Promise((resolve, reject) => {
      const look = (): void => {
        const file = changed()
        if (file !== undefined) resolve(file)
      }
      watcher.on('all', look).on('ready', look).on('error', reject)
    })
  } finally {
    await watcher.close()
  }
}
