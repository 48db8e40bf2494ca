import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, test} from '@jest/globals'
import {type Ended, bash, folders, lbgen} from './lbgen.ts'

const folder = folders()
let cwd = ''

beforeEach(() => {
  cwd = folder()
  bash('git init -q . && git add . && git -c user.name=a -c user.email=a@example.com commit -qm one', cwd)
})

const ci = (...args: readonly string[]): Ended => lbgen(['ci', 'cluster.yaml', ...args], {cwd})
const change = (old: string | RegExp, now: string): void => {
  const file = join(cwd, 'cluster.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(old, now))
}

describe('lbgen ci', () => {
  test('says in one summary what each step came to', () => {
    const {status, stdout, stderr} = ci()
    expect({status, stderr}).toEqual({status: 0, stderr: expect.not.stringContaining('error')})
    expect(stdout).toMatch(
      /^cluster\.yaml\n {2}validate {8}nothing is found\n {2}render --check {2}nothing was rendered to rendered\n {2}verify {10}.*\n {2}diff {12}the same as HEAD\n$/,
    )
  })

  test('fails for a folder that is not up to date, and tells the change', () => {
    bash('lbgen render cluster.yaml', cwd)
    expect(ci().stdout).toContain('rendered is up to date')
    change('weight: 77', 'weight: 78')
    const {status, stdout, stderr} = ci()
    expect(status).toBe(1)
    expect(stdout).toContain('  render --check  rendered: 2 files are not up to date\n')
    expect(stdout).toContain('1 change, 1 file (runtime), nobody moves since HEAD')
    expect(stdout).toContain('      set weight cifs/alfresco1 78\n')
    expect(stderr).toContain('LB940 outdated-file: `rendered/lb1/haproxy.cfg` differs')
  })

  test('stops where the spec makes no sense', () => {
    change('listen', 'lisen')
    const {status, stdout, stderr} = ci()
    expect([status, stdout]).toEqual([1, 'cluster.yaml\n  validate        1 error\n'])
    expect(stderr).toContain('lisen')
  })

  test('does not fail where there is nothing older, or what is older makes no sense', () => {
    expect(ci('--against', 'nowhere')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('diff            not possible: `nowhere` is neither'),
    })
    change('listen', 'lisen')
    bash('git -c user.name=a -c user.email=a@example.com commit -qam broken', cwd)
    change('lisen', 'listen')
    expect(ci()).toMatchObject({status: 0, stdout: expect.stringContaining('diff            not possible: ')})
  })

  test('fails where it is left open what the change is told against', () => {
    bash('git branch old && lbgen render cluster.yaml --out old', cwd)
    const {status, stdout, stderr} = ci('--against', 'old')
    expect(status).toBe(3)
    expect(stdout).toContain('diff            not possible: `old` is a git revision, and a path too.')
    expect(stderr).toContain('error LB938 ambiguous-name')
    expect(ci('--against', 'refs/heads/old')).toMatchObject({status: 0, stdout: expect.stringContaining('the same as refs/heads/old')})
  })

  test('prints findings in the format asked for, and nothing else, and writes the comment', () => {
    change('weight: 77', 'weight: 78')
    const {status, stdout} = ci('--format', 'json', '--output', 'sarif=lbgen.sarif', '--markdown', 'comment.md')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({summary: {errors: 0}})
    expect(JSON.parse(readFileSync(join(cwd, 'lbgen.sarif'), 'utf8'))).toMatchObject({version: '2.1.0'})
    const comment = readFileSync(join(cwd, 'comment.md'), 'utf8')
    expect(comment).toMatch(/^## `cluster\.yaml`\n\n- \*\*validate\*\*: /)
    expect(comment).toContain('! node alfresco1: weight 77 -> 78')
  })

  test('keeps the name of a file to its line', () => {
    bash("mkdir $'a\\n<b>'; cp cluster.yaml $'a\\n<b>'", cwd)
    const {stdout} = lbgen(['ci', 'a\n<b>/cluster.yaml', '--markdown', 'change.md'], {cwd})
    expect(stdout).toMatch(/^a\uFFFD<b>\/cluster\.yaml\n {2}validate/)
    expect(readFileSync(join(cwd, 'change.md'), 'utf8')).toMatch(/^## `a\uFFFD<b>\/cluster\.yaml`\n\n(?:- .*\n)+\n+$/)
  })

  test('says once of several specs what is about the machine, or about a file that they share', () => {
    change('services:', 'include: [site.yaml]\nservices:')
    change('version: "2.6"', 'version: "2.9"')
    writeFileSync(join(cwd, 'site.yaml'), 'haproxy: {stats: {listen: "127.0.0.1:8404", user: anna, password: changeme}}\n')
    bash('cp cluster.yaml other.yaml', cwd)
    const document: unknown = JSON.parse(lbgen(['ci', 'cluster.yaml', 'other.yaml', '--format', 'json'], {cwd}).stdout)
    expect(document).toMatchObject({findings: [{code: 'LB202', file: 'site.yaml'}, {code: 'LB930'}]})
  })

  test('fails for two clusters in one folder, and says whose it is', () => {
    bash("sed 's/^name: .*/name: branch/' cluster.yaml > other.yaml; lbgen render cluster.yaml", cwd)
    const {status, stdout, stderr} = lbgen(['ci', '*.yaml'], {cwd})
    expect(status).toBe(3)
    expect(stdout).toMatch(/^cluster\.yaml\n[^]*rendered is up to date\n[^]*^other\.yaml\n[^]*rendered was rendered for another cluster\n/m)
    expect(stderr).toMatch(/^error LB939 .* not for `branch`\.\n {2}hint: Render this cluster to a folder of its own.*\n\n1 error\.\n$/)
  })

  test('gives every result a place in a file, in formats that want one', () => {
    bash('mkdir b; cp cluster.yaml b/; lbgen render cluster.yaml; lbgen render b/cluster.yaml; mv b/rendered/lb1 b/rendered/lb0', cwd)
    change('version: "2.6"', 'version: "2.9"')
    const {stdout} = lbgen(['ci', 'cluster.yaml', 'b/cluster.yaml', '--format', 'github', '--output', 'sarif=lbgen.sarif'], {cwd})
    expect(stdout.match(/^::.*/gm)).toEqual(stdout.match(/^::\w+ file=[^,]+,line=\d+,.*/gm))
    expect(stdout).toContain('::error file=b/rendered/lb1/haproxy.cfg,line=1,endLine=1,title=LB940 ')
    const sarif = readFileSync(join(cwd, 'lbgen.sarif'), 'utf8')
    expect(sarif.match(/"ruleId"/g)).toHaveLength(sarif.match(/"startLine"/g)?.length ?? 0)
    expect(sarif).toMatch(/"ruleId": "LB930"[^]*"uri": "cluster\.yaml"/)
  })

  test('says in the comment what is found, and which files are not up to date, and no secret', () => {
    bash('lbgen render cluster.yaml', cwd)
    change('weight: 77', 'weight: 78')
    change(/^haproxy:\n/m, 'haproxy:\n  stats: {listen: "*:8404", user: anna, password: hunter22}\n')
    expect(ci('--markdown', 'change.md').status).toBe(1)
    const comment = readFileSync(join(cwd, 'change.md'), 'utf8')
    expect(comment).toContain('\n\n### What is found\n\n- **error** LB940 outdated-file: `rendered/lb1/haproxy.cfg` differs from what')
    expect(comment).toMatch(/^- \*\*warning\*\* LB202 literal-secret, `cluster\.yaml:\d+:\d+`: .*$/m)
    expect(comment).not.toContain('hunter22')
    change('listen', 'lisen')
    expect(ci('--markdown', 'change.md').status).toBe(1)
    expect(readFileSync(join(cwd, 'change.md'), 'utf8')).toMatch(/^- \*\*error\*\* LB010 unknown-key, `cluster\.yaml:\d+:\d+`: .*`lisen`/m)
  })

  test('takes many specs', () => {
    bash('cp cluster.yaml other.yaml', cwd)
    expect(lbgen(['ci', 'cluster.yaml', 'other.yaml'], {cwd}).stdout).toMatch(/^cluster\.yaml\n[^]*^other\.yaml\n {2}validate/m)
  })
})
