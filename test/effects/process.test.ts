import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {runProgram, type ProgramLimits, type ProgramOutput} from '../../src/effects/process.ts'
import {codesOf, temporaryFolders} from './support.ts'

const temporaryFolder = temporaryFolders()

async function runIt(
  program: string,
  args: readonly string[],
  limits: Partial<ProgramLimits> = {},
): Promise<{readonly output: ProgramOutput | undefined; readonly codes: readonly string[]; readonly findings: readonly Finding[]}> {
  const findings: Finding[] = []
  const output = await runProgram(program, args, {timeoutMs: 5000, ...limits}, finding => findings.push(finding))
  return {output, codes: codesOf(findings), findings}
}

test('gives exit code and outputs, unchanged', async () => {
  const {output, codes} = await runIt('sh', ['-c', 'echo out; echo err >&2; exit 7'])
  expect(output).toEqual({exitCode: 7, stdout: 'out\n', stderr: 'err\n'})
  expect(codes).toEqual([])
})

test('hands over arguments as they are', async () => {
  const args = ['$HOME', '`id`', '; exit 1', '*', '', 'a b', "'", '"', '\n']
  expect((await runIt('printf', ['<%s>', ...args])).output?.stdout).toBe(args.map(arg => `<${arg}>`).join(''))
})

test('passes folder, environment and input', async () => {
  const folder = temporaryFolder()
  const {output} = await runIt('sh', ['-c', 'pwd; echo "$GREETING"; cat'], {cwd: folder, env: {GREETING: 'hello'}, input: 'typed'})
  expect(output?.stdout).toBe(`${folder}\nhello\ntyped`)
  expect((await runIt('cat', [])).output?.stdout).toBe('')
})

test('reports a program that is not there, or not to be started', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'file')
  writeFileSync(file, 'text')
  const script = join(folder, 'script')
  writeFileSync(script, '#!/nowhere/sh\n', {mode: 0o755})
  expect((await runIt('lbgen-no-such-program', [])).codes).toEqual(['LB920'])
  expect((await runIt(join(folder, 'missing'), [])).codes).toEqual(['LB920'])
  expect((await runIt(file, [])).codes).toEqual(['LB921'])
  expect((await runIt(script, [])).codes).toEqual(['LB921'])
  expect((await runIt('true', [], {cwd: join(folder, 'missing')})).codes).toEqual(['LB921'])
  expect((await runIt('true', ['x'.repeat(200_000)])).codes).toEqual(['LB921'])
})

test.each([
  ['sleeps', 'sleep 30'],
  ['does not heed SIGTERM', 'trap "" TERM; sleep 30; sleep 30'],
  ['left someone behind who holds its outputs', 'sleep 30 & sleep 30'],
  ['has ended but left someone behind', 'sleep 30 & exit 0'],
])('waits no longer than told for a program that %s', async (_, line) => {
  const started = performance.now()
  const {output, codes, findings} = await runIt('sh', ['-c', line], {timeoutMs: 200})
  expect(performance.now() - started).toBeLessThan(3000)
  expect(output).toBeUndefined()
  expect(codes).toEqual(['LB922'])
  expect(findings[0]?.message).toContain('0.2 seconds')
})

test('reports a program that was killed', async () => {
  const {codes, findings} = await runIt('sh', ['-c', 'kill -KILL $$'])
  expect(codes).toEqual(['LB923'])
  expect(findings[0]?.message).toContain('SIGKILL')
})

test('gives what a program has printed that crashed, and the exit code that a shell would give', async () => {
  const {output, codes} = await runIt('sh', ['-c', 'echo half; kill -SEGV $$'])
  expect(codes).toEqual([])
  expect(output).toEqual({exitCode: 139, stdout: 'half\n', stderr: ''})
})

test('reads no more than told', async () => {
  const {output, codes} = await runIt('sh', ['-c', 'yes; exit 0'], {maxOutput: 1000})
  expect(output).toBeUndefined()
  expect(codes).toEqual(['LB924'])
})
