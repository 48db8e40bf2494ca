import {dirname, isAbsolute, join, relative, resolve} from 'node:path'
import {repositoriesAbove} from './repositories.ts'
import type {Finding, Report} from '../findings/finding.ts'
import {faults, isSystemError, unstartable} from './faults.ts'

/** Reads a file as a revision has it, relative to another one of it; the shape that gathering a spec asks for. */
export type ReadRevision = (
  name: string,
  from: string | undefined,
  report: Report,
) => {readonly file: string; readonly bytes: Uint8Array} | undefined

type Git = (
  folder: string,
  args: readonly string[],
) => {readonly stdout: Uint8Array; readonly stderr: string; readonly cause: unknown} | undefined

/**
 * A reader of files as they are in a revision of the repository that a spec stands in. Nothing is checked out, no filter
 * or other program of the repository's is run, and what is read is named `HEAD~3:cluster.yaml`.
 * Reports LB920 and LB921 for git itself, LB941 where there is no repository, LB942 where it has no such revision; the
 * reader reports LB943.
 */
export async function revisionReader(spec: string, revision: string, report: Report): Promise<ReadRevision | undefined> {
  const folder = dirname(spec)
  const git = await openRepository(spec, `there is no \`${revision}\` of it`, report)
  if (git === undefined) return undefined
  const commit = commitOf(git, folder, revision)
  if (commit === '') {
    report(noRevision(revision))
    return undefined
  }
  return (name, from, note) => {
    const above = from?.startsWith(`${revision}:`) === true ? from.slice(revision.length + 1) : from
    const file = above === undefined || isAbsolute(name) ? name : join(dirname(above), name)
    const blob = git(folder, ['cat-file', 'blob', `${commit}:${pathIn(folder, file)}`])
    if (blob !== undefined && blob.cause === undefined) return {file: `${revision}:${file}`, bytes: blob.stdout}
    note(noFile(file, revision))
    return undefined
  }
}

/**
 * How to name a revision so that it can be nothing else, `refs/heads/main` or a commit; undefined where the repository that a
 * spec stands in knows none of that name.
 */
export async function fullNameOf(spec: string, revision: string): Promise<string | undefined> {
  const folder = dirname(spec)
  const git = await openRepository(spec, '', () => undefined)
  const commit = git && commitOf(git, folder, revision)
  if (git === undefined || commit === '') return undefined
  return wordOf(git(folder, ['rev-parse', '--symbolic-full-name', revision])) || commit
}

/** The commit that a revision is; empty where there is none. What begins with a dash is an option to git. */
const commitOf = (git: Git, folder: string, revision: string): string =>
  revision.startsWith('-') ? '' : wordOf(git(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]))

const wordOf = (ran: ReturnType<Git>): string =>
  ran === undefined || ran.cause !== undefined ? '' : Buffer.from(ran.stdout).toString().trim()

/** Git, for the repository that a spec stands in; undefined, with LB941, where there is none, or git takes something else for one. */
async function openRepository(spec: string, consequence: string, report: Report): Promise<Git | undefined> {
  const git = await startGit(report)
  const folder = dirname(spec)
  const found = git(folder, ['rev-parse', '--absolute-git-dir'])
  if (found === undefined) return undefined
  const message = `\`${spec}\` is in no git repository: ${consequence}.`
  if (found.cause !== undefined) {
    report({...faults.noRepository, message, hint: hintOf(found.stderr)})
    return undefined
  }
  const taken = Buffer.from(found.stdout).toString().replace(/\n$/, '')
  if (repositoriesAbove(folder).includes(resolve(taken))) return git
  const hint = `Git takes the folder \`${taken}\` for one, which lbgen does not: it would run what that folder says. Take it away.`
  report({...faults.noRepository, message, hint})
  return undefined
}

/** Git's own way to write a path from the folder that it runs in. */
function pathIn(folder: string, file: string): string {
  const path = relative(resolve(folder), resolve(file)).replaceAll('\\', '/')
  return path.startsWith('../') ? path : `./${path}`
}

const noRevision = (revision: string): Finding => ({
  ...faults.unknownRevision,
  message: `\`${revision}\` is neither a rendered folder, nor a spec, nor a revision of this repository.`,
  hint: 'See whether it is spelled right. A pipeline often has the newest commit alone: fetch the other one first (`git fetch origin main`, or `fetch-depth: 0` where it checks out).',
})

const noFile = (file: string, revision: string): Finding => ({
  ...faults.notInRevision,
  message: `There is no file \`${file}\` in \`${revision}\`.`,
  hint: 'Name a revision that has it, or another spec.',
})

const hintOf = (stderr: string): string => {
  const said = stderr.trim().split('\n')[0] ?? ''
  return `Name a rendered folder or another spec with \`--against\`${said === '' ? '.' : `; git says: ${said}`}`
}

/**
 * No folder of a repository is taken for a repository itself: whoever adds one, with a configuration of its own, would have
 * git run programs of his. Git before 2.38 does not know the setting, and is asked what it takes for one before anything else.
 */
const noneInside = ['-c', 'safe.bareRepository=explicit']

/** Git's variables that hooks set: they name another folder's repository. */
const ofHooks = {GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined, GIT_PREFIX: undefined}

const [PATIENCE_MS, MAX_OUTPUT] = [30_000, 64 * 1024 * 1024]

/** Runs git and waits for it; `cause` is set when it did not end well. Undefined when it could not be run. */
async function startGit(report: Report): Promise<Git> {
  const {execaSync} = await import('execa')
  return (folder, args) => {
    const {stdout, stderr, failed, cause, exitCode} = execaSync('git', [...noneInside, ...args], {
      cwd: folder,
      env: ofHooks,
      reject: false,
      stdin: 'ignore',
      encoding: 'buffer',
      stripFinalNewline: false,
      timeout: PATIENCE_MS,
      maxBuffer: MAX_OUTPUT,
    })
    if (exitCode === undefined && isSystemError(cause)) {
      const missing = {...faults.missingProgram, message: 'There is no program `git`.', hint: 'Install it, or put its folder on `PATH`.'}
      report(cause.code === 'ENOENT' ? missing : unstartable('git', cause))
      return undefined
    }
    return {stdout, stderr: Buffer.from(stderr).toString(), cause: failed ? (cause ?? exitCode ?? 'killed') : undefined}
  }
}
