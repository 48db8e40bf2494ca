import {spawn} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {bash, environment, folders, lbgen, program} from './lbgen.ts'

const folder = folders()

/** A folder with a spec that has a mistake. */
function withMistake(): string {
  const cwd = folder()
  writeFileSync(join(cwd, 'bad.yaml'), 'lbgen: 2\n')
  return cwd
}

const ESCAPE = '\u001b['

describe('colour', () => {
  const isColoured = (args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean =>
    lbgen(['validate', 'bad.yaml', ...args], {cwd: withMistake(), env}).stderr.includes(ESCAPE)

  test('is for terminals, and for whoever asks for it', () => {
    expect(isColoured([])).toBe(false)
    expect(isColoured(['--color'])).toBe(true)
    expect(isColoured([], {FORCE_COLOR: '1'})).toBe(true)
    expect(isColoured([], {LBGEN_COLOR: '1'})).toBe(true)
  })

  test('is left out for whoever does not want it', () => {
    expect(isColoured(['--no-color'], {FORCE_COLOR: '1'})).toBe(false)
    expect(isColoured([], {FORCE_COLOR: '0'})).toBe(false)
    expect(isColoured([], {LBGEN_COLOR: '0', FORCE_COLOR: '1'})).toBe(false)
    expect(isColoured([], {NO_COLOR: '1'})).toBe(false)
  })
})

describe('pipes', () => {
  test('may close early', () => {
    expect(bash('lbgen schema | head -1; echo "${PIPESTATUS[0]}"', folder())).toEqual({status: 0, stdout: '{\n0\n', stderr: ''})
  })

  test('get all of a long text, even when they are slow', () => {
    const {stdout} = bash('lbgen schema | (sleep 1; wc -c); lbgen schema > whole; wc -c < whole', folder())
    const [slow, whole] = stdout.trim().split('\n')
    expect(slow).toBe(whole)
    expect(Number(whole)).toBeGreaterThan(65_536)
  })

  test('bring a spec', () => {
    expect(bash('cat cluster.yaml | lbgen validate -; lbgen validate <(cat cluster.yaml)', folder())).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
  })

  test('get the changed spec when the spec came through one', () => {
    const cwd = folder()
    const {status, stdout} = lbgen(['set-weight', '-', 'alfresco1', '78'], {cwd, input: readFileSync(join(cwd, 'cluster.yaml'))})
    expect(status).toBe(0)
    expect(stdout).toBe(readFileSync(join(cwd, 'cluster.yaml'), 'utf8').replace('weight: 77', 'weight: 78'))
  })
})

describe('commands that change a spec', () => {
  test('say which file they changed', () => {
    expect(lbgen(['set-weight', 'cluster.yaml', 'alfresco1', '78'], {cwd: folder()})).toEqual({
      status: 0,
      stdout: 'changed cluster.yaml; run `lbgen render` to bring the files up to date\n',
      stderr: '',
    })
  })

  test('say nothing more than the change, or JSON, when asked for these', () => {
    expect(lbgen(['set-weight', 'cluster.yaml', 'alfresco1', '78', '--dry-run'], {cwd: folder()}).stdout).not.toContain('changed')
    expect(lbgen(['set-weight', 'cluster.yaml', 'alfresco1', '78', '--format', 'json'], {cwd: folder()}).stdout).toMatch(/^\{/)
  })
})

test('an interrupt ends lbgen at once, even while it waits for standard input', async () => {
  const child = spawn('bash', ['-c', `"${process.execPath}" "${program}" validate -; echo "$?"`], {cwd: folder(), env: environment})
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stdin.write('lbgen: 1\n')
  await new Promise(resolve => setTimeout(resolve, 1500))
  const interrupted = new Promise(resolve => child.on('close', resolve))
  // lbgen alone: the shell is to say how it ended.
  bash(`pkill -INT -P ${child.pid ?? 0}`, '/')
  await interrupted
  expect(said).toBe('130\n')
}, 30_000)
