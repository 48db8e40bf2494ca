import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {type Concluded, type Job, action, runAction} from '../../support/pipeline/github.ts'
import {type Repository, git, lineOf, repositoryIn} from '../../support/pipeline/repository.ts'
import {shellcheck, standIn} from '../../support/pipeline/script.ts'
import {faultsOfSarif} from '../../support/sarif.ts'
import {scratchFolders} from '../lbgen.ts'

const scratch = scratchFolders()
let repository: Repository
let base = ''

beforeEach(() => {
  repository = repositoryIn(scratch())
  base = git(repository.folder, 'rev-parse', 'HEAD')
  writeFileSync(repository.beside('comments.json'), '[]')
  // gh, as far as the action uses it: says which comments there are, and keeps what it is asked to write.
  standIn(
    repository.beside('programs'),
    'gh',
    `last="\${@: -1}"
printf '%s\\n' "$*" >>'${repository.beside('gh.log')}'
case "$*" in
  *--jq*) exec jq -r "$last" '${repository.beside('comments.json')}' ;;
  *) cp "\${last#body=@}" '${repository.beside('sent')}' ;;
esac`,
  )
})

/** Runs the action in a clone as a pull request does. */
function pullRequest(more: Partial<Job> = {}): Concluded & {readonly workspace: string} {
  const workspace = more.cwd ?? repository.clone()
  const job = {
    cwd: workspace,
    programs: repository.beside('programs'),
    temp: repository.beside('temp'),
    event: {pull_request: {number: 7, base: {sha: base}}},
    inputs: {packages: ''},
  }
  return {workspace, ...runAction({...job, ...more, inputs: {...job.inputs, ...more.inputs}})}
}

const asked = (): readonly string[] => readFileSync(repository.beside('gh.log'), 'utf8').trim().split('\n')

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string
      readonly locations: readonly [{readonly physicalLocation: {readonly region: {readonly startLine: number}}}]
    }[]
  }[]
}

describe('the action, with a spec that is wrong', () => {
  test('fails, with annotations at its lines', () => {
    repository.commit('listen: ', 'lisen: ')
    const {conclusion, steps, workspace} = pullRequest()
    const line = lineOf(join(workspace, 'cluster.yaml'), 'lisen:')
    expect(conclusion).toBe('failure')
    expect(steps['Check']).toMatchObject({status: 1, stderr: ''})
    expect(steps['Check']?.stdout).toContain(
      `::error file=cluster.yaml,line=${line},endLine=${line},col=5,endColumn=10,title=LB010 unknown-key::`,
    )
    expect(steps['Check']?.stdout.split('\n').filter(text => !/^(?:::(?:error|warning|notice) |$)/.test(text))).toEqual([])
  })

  test('gives a SARIF file that the schema of SARIF takes, with the same lines', () => {
    repository.commit('listen: ', 'lisen: ')
    const {outputs, workspace} = pullRequest()
    const sarif = JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8')) as Sarif
    expect(faultsOfSarif(sarif)).toEqual([])
    const found = sarif.runs[0]?.results.find(({ruleId}) => ruleId === 'LB010')
    expect(found?.locations[0].physicalLocation.region.startLine).toBe(lineOf(join(workspace, 'cluster.yaml'), 'lisen:'))
  })

  test('leaves out of it what is silenced, which GitHub would open alerts for', () => {
    repository.commit('client: 16m, server: 16m}', 'client: 5s, server: 5s} # lbgen-ignore short-cifs-timeout: a test')
    const {outputs, conclusion} = pullRequest()
    expect(conclusion).toBe('success')
    const sarif = JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8')) as Sarif
    expect(faultsOfSarif(sarif)).toEqual([])
    expect(JSON.stringify(sarif)).toContain('short-cifs-timeout')
    expect(sarif.runs[0]?.results).toEqual([])
  })

  test('comments all the same', () => {
    repository.commit('listen: ', 'lisen: ')
    const {summary} = pullRequest()
    expect(summary).toContain('- **validate**: 1 error')
    expect(readFileSync(repository.beside('sent'), 'utf8')).toBe(`<!-- lbgen -->\n${summary}`)
  })

  test('fails for warnings where it is strict', () => {
    repository.commit('timeouts: {connect: 3s, client: 16m, server: 16m}', 'timeouts: {connect: 3s, client: 5s, server: 5s}')
    expect(pullRequest({inputs: {comment: 'false'}}).conclusion).toBe('success')
    expect(pullRequest({inputs: {comment: 'false', strict: 'true'}}).conclusion).toBe('failure')
  })
})

describe('the action, with a spec that is right', () => {
  test('says in the summary and in a comment what the change means', () => {
    repository.commit('weight: 77', 'weight: 78')
    const {conclusion, summary, outputs} = pullRequest()
    expect(conclusion).toBe('success')
    expect(summary).toContain('```diff\n')
    expect(summary).toContain('! node alfresco1: weight 77 -> 78')
    expect(readFileSync(outputs['markdown'] ?? '', 'utf8')).toBe(summary)
    expect(readFileSync(repository.beside('sent'), 'utf8')).toBe(`<!-- lbgen -->\n${summary}`)
    expect(asked().at(-1)).toMatch(/^api --silent --method POST repos\/somebody\/clusters\/issues\/7\/comments --field body=@/)
  })

  test('tells the change against what GitHub has merged it into, which may be newer than the event', () => {
    const {folder} = repository
    git(folder, 'checkout', '-q', '-b', 'topic')
    repository.commit('weight: 77', 'weight: 78')
    git(folder, 'checkout', '-q', 'main')
    repository.commit('client: 16m', 'client: 17m')
    git(folder, 'merge', '-q', '--no-edit', 'topic')
    const merged = git(folder, 'rev-parse', 'HEAD')
    const told = (GITHUB_SHA: string): string => pullRequest({variables: {GITHUB_SHA, GITHUB_EVENT_NAME: 'pull_request'}}).summary
    expect(told(merged)).toContain('! node alfresco1: weight 77 -> 78')
    expect(told(merged)).not.toContain('-> 17m')
    // A workflow that checks something else out than GitHub's merge.
    expect(told(base)).toContain('-> 17m')
  })

  test("writes the comment of an earlier run anew, and nobody else's", () => {
    const comments = [
      {id: 1, user: {type: 'User'}, body: '<!-- lbgen -->\nmine'},
      {id: 2, user: {type: 'Bot'}, body: 'another program'},
      {id: 3, user: {type: 'Bot'}, body: '<!-- lbgen -->\nearlier'},
      {id: 4, user: {type: 'Bot'}, body: '<!-- lbgen -->\nearlier, and late'},
    ]
    writeFileSync(repository.beside('comments.json'), JSON.stringify(comments))
    expect(pullRequest().conclusion).toBe('success')
    expect(asked()).toHaveLength(2)
    expect(asked().at(-1)).toMatch(/^api --silent --method PATCH repos\/somebody\/clusters\/issues\/comments\/3 --field body=@/)
  })

  test('says where it may not comment, and does not fail for it', () => {
    standIn(repository.beside('programs'), 'gh', 'echo "HTTP 403" >&2; exit 1')
    const {conclusion, steps} = pullRequest()
    expect(conclusion).toBe('success')
    expect(steps['Comment on the pull request']).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^::warning title=lbgen::The comment/),
    })
  })

  test('cuts a comment that GitHub would not take', () => {
    const many = Array.from({length: 800}, (_, index) => `  ${'long-'.repeat(12)}${index}: 10.1.${index >> 8}.${index & 255}\n`).join('')
    repository.commit('nodes:\n', `nodes:\n${many}`)
    const {summary} = pullRequest()
    const sent = readFileSync(repository.beside('sent'), 'utf8')
    expect(summary.length).toBeGreaterThan(65_536)
    expect(sent.length).toBeLessThan(65_536)
    expect(sent).toMatch(/\n\n\(The rest is in the summary of the run\.\)\n$/)
  })

  test('comments on pull requests alone, and only where that is wanted', () => {
    repository.commit('weight: 77', 'weight: 78')
    const pushed = pullRequest({event: {before: base}})
    expect(pushed.summary).toContain('! node alfresco1: weight 77 -> 78')
    expect(Object.keys(pushed.steps)).toEqual(['Build lbgen', 'Install engines', 'Check'])
    expect(existsSync(repository.beside('gh.log'))).toBe(false)
  })

  test('goes on where there is nothing older', () => {
    const {conclusion, summary} = pullRequest({event: {before: '0'.repeat(40)}})
    expect(conclusion).toBe('success')
    expect(summary).toContain('- **diff**: not possible: ')
    expect(pullRequest({event: {}}).summary).toContain('- **diff**: the same as HEAD')
  })
})

describe('the action and what comes from outside', () => {
  test('puts none of it into the text of a script', () => {
    for (const {run, shell} of action.runs.steps) {
      expect(shell).toBe('bash')
      expect(run).not.toContain('${{')
    }
  })

  const attack = '$(touch pwned)`touch pwned`"; touch pwned; \'; touch pwned #'

  test.each(['specs', 'against', 'baseline', 'strict', 'packages'])('runs nothing that `%s` holds', name => {
    standIn(repository.beside('programs'), 'apt-get', 'exit 0')
    standIn(repository.beside('programs'), 'sudo', 'exit 0')
    const {workspace, steps} = pullRequest({inputs: {[name]: attack}})
    expect(existsSync(join(workspace, 'pwned'))).toBe(false)
    expect(Object.keys(steps)).toContain('Check')
  })

  test('takes neither a name nor a revision for a flag', () => {
    const {steps} = pullRequest({inputs: {specs: '--out=elsewhere', against: '--output=elsewhere'}})
    expect(steps['Check']).toMatchObject({status: 3, stdout: expect.stringContaining('There is no file `--out=elsewhere`')})
  })

  test('leaves patterns to lbgen, and takes several', () => {
    mkdirSync(join(repository.folder, 'other place'))
    const text = readFileSync(join(repository.folder, 'cluster.yaml'), 'utf8')
    writeFileSync(join(repository.folder, 'other place/cluster.yaml'), text)
    git(repository.folder, 'add', '.')
    git(repository.folder, 'commit', '-qm', 'Describe another one')
    const {summary} = pullRequest({inputs: {specs: '*.yaml\nother?place/cluster.yaml\n'}})
    expect(summary).toMatch(/^## `cluster\.yaml`[^]*^## `other place\/cluster\.yaml`/m)
  })
})

describe('the action and what it needs', () => {
  test('builds lbgen where it is not built yet', () => {
    const actionPath = repository.beside('action')
    mkdirSync(actionPath)
    standIn(repository.beside('programs'), 'npm', 'echo "npm $* in $PWD"')
    const {steps} = pullRequest({actionPath})
    expect(steps['Build lbgen']?.stdout).toBe(
      `npm ci --include=dev --no-audit --no-fund in ${actionPath}\nnpm run --silent build in ${actionPath}\n`,
    )
    expect(pullRequest().steps['Build lbgen']).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('installs the engines that are not there', () => {
    const programs = repository.beside('programs')
    standIn(programs, 'dpkg-query', '[ "${@: -1}" = haproxy ] && echo -n installed')
    standIn(programs, 'id', 'echo 1000')
    standIn(programs, 'sudo', 'echo "sudo $*"')
    const {steps} = pullRequest({inputs: {packages: 'haproxy keepalived\nnftables'}})
    expect(steps['Install engines']?.stdout).toBe(
      'sudo apt-get -q update\nsudo apt-get -q install --yes --no-install-recommends -- keepalived nftables\n',
    )
  })
})

describeEngine('ShellCheck', hasProgram('shellcheck'), () => {
  test.each(action.runs.steps.map(step => [step.name, step] as const))('finds nothing in the step `%s`', (_, {run, env = {}}) => {
    expect(shellcheck('bash', run, Object.keys(env))).toBe('')
  })
})
