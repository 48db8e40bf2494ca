import {spawnSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

/** A repository as a server has it, with a cluster spec; pipelines work in clones. */
export interface Repository {
  readonly folder: string
  /** A folder beside it for what a pipeline makes. */
  readonly beside: (name: string) => string
  /** Replaces words in a file and commits; gives the commit's name. */
  readonly commit: (old: string, now: string, file?: string) => string
  /** Names the newest commit; gives the commit's own name. */
  readonly branch: (name: string) => string
  /** A fresh clone: of the newest commit alone, as pipelines make it, or of all. */
  readonly clone: (depth?: 'shallow' | 'whole') => string
}

const spec = readFileSync(join(import.meta.dirname, '../../../examples/alfresco-cifs/cluster.yaml'), 'utf8')

const identity = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com', '-c', 'init.defaultBranch=main']

/** Runs git, and fails with what it said. */
export function git(cwd: string, ...args: readonly string[]): string {
  const {status, stdout, stderr} = spawnSync('git', [...identity, ...args], {cwd, encoding: 'utf8'})
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout.trim()
}

/** Makes a repository with an example's spec in a fresh folder. */
export function repositoryIn(fresh: string): Repository {
  const beside = (name: string): string => join(fresh, name)
  const folder = beside('origin')
  mkdirSync(folder)
  git(folder, 'init', '-q')
  // As GitHub's servers allow it.
  git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  writeFileSync(join(folder, 'cluster.yaml'), spec)
  git(folder, 'add', '.')
  git(folder, 'commit', '-qm', 'Describe the cluster')
  return {
    folder,
    beside,
    commit: (old, now, file = 'cluster.yaml') => {
      const text = readFileSync(join(folder, file), 'utf8')
      if (!text.includes(old)) throw new Error(`There is no \`${old}\` in ${file}.`)
      writeFileSync(join(folder, file), text.replace(old, now))
      git(folder, 'commit', '-qam', `Write ${now}`)
      return git(folder, 'rev-parse', 'HEAD')
    },
    branch: name => {
      git(folder, 'branch', name)
      return git(folder, 'rev-parse', name)
    },
    clone: (depth = 'shallow') => {
      const place = mkdtempSync(beside('clone-'))
      git(fresh, 'clone', '-q', ...(depth === 'shallow' ? ['--depth=1'] : []), `file://${folder}`, place)
      return place
    },
  }
}

/** The line of a text on which a word first is, from 1 on. */
export const lineOf = (file: string, word: string): number =>
  readFileSync(file, 'utf8')
    .split('\n')
    .findIndex(line => line.includes(word)) + 1

const root = join(import.meta.dirname, '../../..')

/** Copies the files of this repository to a folder, but for those that patterns name, as `git ls-files --exclude` reads them. */
export function copyTo(folder: string, patterns: readonly string[] = []): void {
  const files = (...args: readonly string[]): readonly string[] => git(root, 'ls-files', '--cached', ...args).split('\n')
  const without = new Set(patterns.length === 0 ? [] : files('--ignored', ...patterns.flatMap(pattern => ['-x', pattern])))
  for (const file of files()) if (!without.has(file)) cpSync(join(root, file), join(folder, file))
}
