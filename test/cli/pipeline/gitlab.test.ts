import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, test} from '@jest/globals'
import {loadAll} from 'js-yaml'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {type Repository, git, lineOf, repositoryIn} from '../../support/pipeline/repository.ts'
import {runIn, shellcheck} from '../../support/pipeline/script.ts'
import {type Ended, scratchFolders} from '../lbgen.ts'

type Value = string | boolean

interface Component {
  readonly spec: {readonly inputs: Readonly<Record<string, {readonly default?: Value; readonly description: string}>>}
}

interface Job {
  readonly image: {readonly name: string}
  readonly variables: Readonly<Record<string, string>>
  readonly script: readonly string[]
  readonly artifacts: {readonly paths: readonly string[]; readonly reports: Readonly<Record<'codequality' | 'junit', string>>}
}

const file = join(import.meta.dirname, '../../../pipeline/gitlab/lbgen.yml')
const [{spec}, jobs] = loadAll(readFileSync(file, 'utf8')) as [Component, {readonly lbgen: Job}]
const job = jobs.lbgen

/** A text as GitLab makes it of one with inputs, before it makes the job. */
const fill = (text: string, inputs: Readonly<Record<string, Value>>): string =>
  text.replaceAll(/\$\[\[ inputs\.([a-z-]+) \]\]/g, (_, name: string) => {
    const value = inputs[name] ?? spec.inputs[name]?.default
    if (value === undefined) throw new Error(`There is no input \`${name}\`.`)
    return `${value}`
  })

const scratch = scratchFolders()
let repository: Repository
let base = ''

beforeEach(() => {
  repository = repositoryIn(scratch())
  base = git(repository.folder, 'rev-parse', 'HEAD')
})

// What GitLab's runner does with `script` in an image with Bash, and in one without.
const shells = [
  ['bash', ['-e', '-o', 'pipefail', '-c']],
  ['sh', ['-e', '-c']],
] as const

interface Merge {
  readonly inputs?: Readonly<Record<string, Value>>
  readonly shell?: (typeof shells)[number]
  /** What GitLab says of the pipeline. */
  readonly predefined?: Readonly<Record<string, string>>
}

/** Runs the job in a clone as deep as it asks for. */
function merge({inputs = {}, shell = shells[0], predefined = {}}: Merge = {}): Ended & {cwd: string} {
  const [program, args] = shell
  const cwd = repository.clone(job.variables['GIT_DEPTH'] === '0' ? 'whole' : 'shallow')
  const variables = Object.fromEntries(Object.entries(job.variables).map(([name, value]) => [name, fill(value, inputs)]))
  const env = {CI: 'true', CI_PROJECT_DIR: cwd, CI_MERGE_REQUEST_DIFF_BASE_SHA: base, ...predefined, ...variables}
  return {cwd, ...runIn({cwd, env, programs: repository.beside('programs')}, program, [...args, job.script.join('\n')])}
}

describe.each(shells)("GitLab's job, in %s", (...shell) => {
  test('fails for a spec that is wrong, with the lines in both reports', () => {
    repository.commit('listen: ', 'lisen: ')
    const {status, cwd, stderr} = merge({shell})
    const begin = lineOf(join(cwd, 'cluster.yaml'), 'lisen:')
    expect(status).toBe(1)
    expect(stderr).toContain(`cluster.yaml:${begin}:5: error LB010`)
    const quality: unknown = JSON.parse(readFileSync(join(cwd, job.artifacts.reports.codequality), 'utf8'))
    expect(quality).toEqual([
      expect.objectContaining({
        check_name: 'LB010 unknown-key',
        severity: 'critical',
        location: {path: 'cluster.yaml', lines: {begin, end: begin}},
      }),
    ])
    const junit = readFileSync(join(cwd, job.artifacts.reports.junit), 'utf8')
    expect(junit).toMatch(/<testsuite name="cluster\.yaml" tests="1" failures="1">/)
    expect(junit).toContain(`cluster.yaml:${begin}:5`)
  })

  test('says what a change means where the spec is right', () => {
    repository.commit('weight: 77', 'weight: 78')
    const {status, cwd, stdout} = merge({shell})
    expect(status).toBe(0)
    expect(stdout).toContain('1 change, 1 file (runtime), nobody moves since ')
    expect(job.artifacts.paths).toEqual(['lbgen.md'])
    expect(readFileSync(join(cwd, 'lbgen.md'), 'utf8')).toContain('! node alfresco1: weight 77 -> 78')
  })
})

describe("GitLab's job", () => {
  test('fails for warnings where it is strict', () => {
    repository.commit('timeouts: {connect: 3s, client: 16m, server: 16m}', 'timeouts: {connect: 3s, client: 5s, server: 5s}')
    expect([merge().status, merge({inputs: {strict: true}}).status]).toEqual([0, 1])
  })

  test('tells the change against what GitLab has merged it into', () => {
    repository.commit('weight: 179', 'weight: 180')
    const target = repository.branch('target')
    repository.commit('weight: 77', 'weight: 78')
    const predefined = {CI_MERGE_REQUEST_TARGET_BRANCH_SHA: target}
    expect(merge({predefined}).stdout).toContain('1 change, ')
    expect(merge({predefined, inputs: {against: base}}).stdout).toContain('2 changes, ')
  })

  test('has an input for all that it is told, each with a description, and none that it leaves out', () => {
    const text = readFileSync(file, 'utf8')
    for (const [name, {description}] of Object.entries(spec.inputs)) {
      expect(text).toContain(`$[[ inputs.${name} ]]`)
      expect(description).toMatch(/\.$/)
    }
    expect(fill(job.image.name, {image: 'lbgen'})).toBe('lbgen')
  })

  test('has no input in the text of its script', () => {
    expect(job.script.join('\n')).not.toContain('$[[')
  })

  test.each(['specs', 'against', 'baseline'])('runs nothing that `%s` holds', name => {
    const {cwd} = merge({inputs: {[name]: '$(touch pwned)`touch pwned`"; touch pwned; \'; touch pwned #'}})
    expect(existsSync(join(cwd, 'pwned'))).toBe(false)
  })
})

describeEngine('ShellCheck', hasProgram('shellcheck'), () => {
  test("finds nothing in GitLab's job", () => {
    // What is not quoted is to fall into words, and `set -f` keeps the shell from reading patterns.
    expect(shellcheck('sh', `# shellcheck disable=SC2086\n{\n${job.script.join('\n')}\n}\n`, Object.keys(job.variables))).toBe('')
  })
})
