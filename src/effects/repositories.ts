import {lstatSync, readFileSync, realpathSync, statSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {isSystemError} from './faults.ts'

/**
 * The folders of git that a folder, or one above it, has as `.git`, or names there: git lets nobody commit an entry of that
 * name. Any other folder that looks like git's may have come with a commit.
 */
export function repositoriesAbove(folder: string): readonly string[] {
  const found: string[] = []
  for (let above = realpathSync(resolve(folder)); ; above = dirname(above)) {
    const repository = repositoryAt(join(above, '.git'))
    if (repository !== undefined) found.push(repository)
    if (dirname(above) === above) return found
  }
}

/** What an entry `.git` is, or leads to, as that of a worktree or a submodule does. */
function repositoryAt(entry: string): string | undefined {
  try {
    if (lstatSync(entry).isDirectory() || statSync(entry).isDirectory()) return realpathSync(entry)
    const [, path] = /^gitdir: (.+?)\r?\n*$/s.exec(readFileSync(entry, 'utf8')) ?? []
    return path === undefined ? undefined : realpathSync(resolve(dirname(entry), path))
  } catch (error) {
    if (!isSystemError(error)) throw error
    return undefined
  }
}
