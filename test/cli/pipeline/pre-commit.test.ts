import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, expect, test} from '@jest/globals'
import {globSync} from 'tinyglobby'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {findProgram} from '../../../scripts/haproxies.js'
import {type Repository, copyTo, git, lineOf, repositoryIn} from '../../support/pipeline/repository.ts'
import {runIn, standIn} from '../../support/pipeline/script.ts'
import {type Ended, scratchFolders} from '../lbgen.ts'

const root = join(import.meta.dirname, '../../..')
const manifest = join(root, '.pre-commit-hooks.yaml')
const npm = findProgram('npm') ?? 'npm'
const scratch = scratchFolders()
let repository: Repository
let cwd = ''

const run = (program: string, ...args: readonly string[]): Ended => {
  const env = {PRE_COMMIT_HOME: repository.beside('cache'), GIT_CONFIG_GLOBAL: '/dev/null'}
  return runIn({cwd, programs: repository.beside('programs'), env}, program, args)
}

const commit = (): Ended =>
  run('git', '-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com', 'commit', '-qam', 'Change something')

function change(old: string, now: string): void {
  const file = join(cwd, 'cluster.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(old, now))
}

/** Makes a repository of hooks what its files say, and has the clone use them. */
function useHooks(hooks: string, more: string): void {
  git(hooks, 'init', '-q')
  git(hooks, 'add', '.')
  git(hooks, 'commit', '-qm', 'Have hooks')
  const ids = ['lbgen-validate', 'lbgen-ci'].map(id => `      - {id: ${id}${more}}\n`).join('')
  const config = `repos:\n  - repo: ${hooks}\n    rev: ${git(hooks, 'rev-parse', 'HEAD')}\n    hooks:\n${ids}`
  writeFileSync(join(cwd, '.pre-commit-config.yaml'), config)
  git(cwd, 'add', '.pre-commit-config.yaml')
  expect(run('pre-commit', 'install')).toMatchObject({status: 0})
}

beforeEach(() => {
  repository = repositoryIn(scratch())
  cwd = repository.clone()
})

/** Has the clone use the hooks with the lbgen that is built already. */
function useManifest(): void {
  const hooks = repository.beside('hooks')
  mkdirSync(hooks)
  copyFileSync(manifest, join(hooks, '.pre-commit-hooks.yaml'))
  useHooks(hooks, ', language: system')
}

describeEngine('pre-commit', hasProgram('pre-commit'), () => {
  test('builds and installs lbgen as it does for `language: node`', () => {
    const hooks = repository.beside('hooks')
    copyTo(hooks)
    // All but fetching packages, which needs a network.
    const fetched = `mkdir node_modules && ln -s "${root}"/node_modules/* "${root}/node_modules/.bin" node_modules`
    standIn(repository.beside('programs'), 'npm', `case "$*" in "install -g"*) ;; install*) ${fetched}; exit ;; esac\nexec "${npm}" "$@"`)
    useHooks(hooks, '')
    change('listen: ', 'lisen: ')
    const {status, stderr} = commit()
    expect(stderr).toMatch(/^validate cluster specs\.+Failed$/m)
    expect(stderr).toContain('error LB010 unknown-key')
    expect(status).toBe(1)
    expect(globSync('repo*/node_env-*/bin/lbgen', {cwd: repository.beside('cache')})).toHaveLength(1)
    change('lisen: ', 'listen: ')
    change('weight: 77', 'weight: 78')
    expect(commit()).toMatchObject({status: 0, stderr: expect.stringMatching(/^check clusters, and what is rendered\.+Passed$/m)})
  }, 180_000)

  test('takes the manifest', () => {
    expect(run('pre-commit', 'validate-manifest', manifest)).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('lets no spec be committed that is wrong', () => {
    useManifest()
    change('listen: ', 'lisen: ')
    const {status, stderr} = commit()
    expect(status).toBe(1)
    expect(stderr).toMatch(/^validate cluster specs\.+Failed$/m)
    expect(stderr).toContain(`cluster.yaml:${lineOf(join(cwd, 'cluster.yaml'), 'lisen:')}:5: error LB010`)
    expect(git(cwd, 'rev-list', '--count', 'HEAD')).toBe('1')
  })

  test('lets no spec be committed without what is rendered from it', () => {
    useManifest()
    run('lbgen', 'render', 'cluster.yaml')
    git(cwd, 'add', 'rendered')
    expect(commit()).toMatchObject({status: 0})
    change('weight: 77', 'weight: 78')
    const {status, stderr} = commit()
    expect(status).toBe(1)
    expect(stderr).toMatch(/^validate cluster specs\.+Passed$/m)
    expect(stderr).toMatch(/^check clusters, and what is rendered\.+Failed$/m)
    expect(stderr).toContain('error LB940 outdated-file')
    run('lbgen', 'render', 'cluster.yaml')
    expect(commit()).toMatchObject({status: 0})
  })
})
