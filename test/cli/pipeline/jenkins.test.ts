import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {type Repository, lineOf, repositoryIn} from '../../support/pipeline/repository.ts'
import {runIn, shellcheck} from '../../support/pipeline/script.ts'
import {faultsOfSarif} from '../../support/sarif.ts'
import {type Ended, lbgen, scratchFolders} from '../lbgen.ts'

const text = readFileSync(join(import.meta.dirname, '../../../pipeline/jenkins/Jenkinsfile'), 'utf8')
const scripts = [...text.matchAll(/\bsh '''\n([^]*?)'''/g)].map(([, script = '']) => script)
const environment = Object.fromEntries([...text.matchAll(/^ +([A-Z_]+) = '(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]))

const scratch = scratchFolders()
let repository: Repository

beforeEach(() => {
  repository = repositoryIn(scratch())
})

/** Runs the scripts in a clone, as the step `sh` does. */
function build(env: Readonly<Record<string, string>>): Ended & {cwd: string} {
  const cwd = repository.clone('whole')
  const programs = repository.beside('programs')
  return {cwd, ...runIn({cwd, programs, env: {...environment, ...env}}, 'sh', ['-xe', '-c', scripts.join('\n')])}
}

describe('the Jenkinsfile', () => {
  test('is a declarative pipeline whose braces and quotes are closed', () => {
    const bare = text.replaceAll(/'''[^]*?'''|'[^'\n]*'|\/\/.*/g, "''")
    expect(bare).not.toMatch(/"|[^']'[^']/)
    const open: string[] = []
    const sections: string[] = []
    for (const [, name = '', sign] of bare.matchAll(/(?:([a-z]+)(?:\(''\))? )?([{}])/g)) {
      if (sign === '{') sections.push([...open, name].join('/'))
      if (sign === '{') open.push(name)
      else expect(open.pop()).toBeDefined()
    }
    expect(open).toEqual([])
    const within = ['agent', 'agent/docker', 'environment', 'stages', 'stages/stage', 'stages/stage/steps', 'post', 'post/always']
    expect(sections).toEqual(['pipeline', ...within.map(name => `pipeline/${name}`)])
  })

  test('has scripts into which Groovy puts nothing', () => {
    expect(scripts).toHaveLength(1)
    expect(text.match(/\bsh\b/g)).toHaveLength(scripts.length)
    expect(scripts.join('')).not.toContain('\\')
  })

  test('fails for a spec that is wrong, with its lines in both reports', () => {
    repository.commit('listen: ', 'lisen: ')
    const {status, cwd} = build({})
    const startLine = lineOf(join(cwd, 'cluster.yaml'), 'lisen:')
    expect(status).toBe(1)
    const sarif: unknown = JSON.parse(readFileSync(join(cwd, 'lbgen.sarif'), 'utf8'))
    expect(faultsOfSarif(sarif)).toEqual([])
    expect(sarif).toMatchObject({runs: [{results: [{ruleId: 'LB010', locations: [{physicalLocation: {region: {startLine}}}]}]}]})
    expect(readFileSync(join(cwd, 'lbgen-junit.xml'), 'utf8')).toContain(`cluster.yaml:${startLine}:5`)
  })

  test.each([
    ['a pull request', () => ({CHANGE_TARGET: 'target'})],
    ['a branch', (base: string) => ({GIT_PREVIOUS_SUCCESSFUL_COMMIT: base})],
  ])('says what a change of %s means where the spec is right', (_, env) => {
    const base = repository.branch('target')
    repository.commit('weight: 77', 'weight: 78')
    const {status, cwd, stdout} = build(env(base))
    expect(status).toBe(0)
    expect(stdout).toContain('1 change, 1 file (runtime), nobody moves since ')
    expect(readFileSync(join(cwd, 'lbgen.md'), 'utf8')).toContain('! node alfresco1: weight 77 -> 78')
  })

  test('compares with the target branch, whatever folders a pull request adds', () => {
    repository.branch('target')
    repository.commit('weight: 77', 'weight: 78')
    const cwd = repository.clone('whole')
    expect(lbgen(['render', 'cluster.yaml', '--out', 'origin/target'], {cwd}).status).toBe(0)
    const {stdout} = runIn({cwd, programs: repository.beside('programs'), env: {...environment, CHANGE_TARGET: 'target'}}, 'sh', [
      '-xe',
      '-c',
      scripts.join('\n'),
    ])
    expect(stdout).toContain('1 change, 1 file (runtime), nobody moves since refs/remotes/origin/target')
  })

  test.each(['LBGEN_SPECS', 'CHANGE_TARGET'])('runs nothing that `%s` holds', name => {
    const {cwd} = build({[name]: '$(touch pwned)`touch pwned`"; touch pwned; \'; touch pwned #'})
    expect(existsSync(join(cwd, 'pwned'))).toBe(false)
  })
})

describeEngine('ShellCheck', hasProgram('shellcheck'), () => {
  test('finds nothing in the Jenkinsfile', () => {
    // What is not quoted is to fall into words, and `set -f` keeps the shell from reading patterns.
    const known = [...Object.keys(environment), 'CHANGE_TARGET', 'GIT_PREVIOUS_SUCCESSFUL_COMMIT']
    expect(shellcheck('sh', `# shellcheck disable=SC2086\n{\n${scripts.join('\n')}}\n`, known)).toBe('')
  })
})
