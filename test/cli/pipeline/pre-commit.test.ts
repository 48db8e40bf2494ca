import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {type Repository, git, lineOf, repositoryIn} from '../../support/pipeline/repository.ts'
import {runIn} from '../../support/pipeline/script.ts'
import {type Ended, scratchFolders} from '../lbgen.ts'

const manifest = join(import.meta.dirname, '../../../.pre-commit-hooks.yaml')
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

describeEngine('pre-commit', hasProgram('pre-commit'), () => {
  beforeEach(() => {
    repository = repositoryIn(scratch())
    cwd = repository.clone()
    const hooks = repository.beside('hooks')
    mkdirSync(hooks)
    git(hooks, 'init', '-q')
    copyFileSync(manifest, join(hooks, '.pre-commit-hooks.yaml'))
    git(hooks, 'add', '.')
    git(hooks, 'commit', '-qm', 'Have hooks')
    // With `language: node` pre-commit would build lbgen from its repository, which needs a network.
    const ids = ['lbgen-validate', 'lbgen-ci'].map(id => `      - {id: ${id}, language: system}\n`).join('')
    const config = `repos:\n  - repo: ${hooks}\n    rev: ${git(hooks, 'rev-parse', 'HEAD')}\n    hooks:\n${ids}`
    writeFileSync(join(cwd, '.pre-commit-config.yaml'), config)
    git(cwd, 'add', '.pre-commit-config.yaml')
    expect(run('pre-commit', 'install')).toMatchObject({status: 0})
  })

  test('takes the manifest', () => {
    expect(run('pre-commit', 'validate-manifest', manifest)).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('lets no spec be committed that is wrong', () => {
    change('listen: ', 'lisen: ')
    const {status, stderr} = commit()
    expect(status).toBe(1)
    expect(stderr).toMatch(/^validate cluster specs\.+Failed$/m)
    expect(stderr).toContain(`cluster.yaml:${lineOf(join(cwd, 'cluster.yaml'), 'lisen:')}:5: error LB010`)
    expect(git(cwd, 'rev-list', '--count', 'HEAD')).toBe('1')
  })

  test('lets no spec be committed without what is rendered from it', () => {
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
