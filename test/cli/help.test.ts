import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {exampleOf} from '../../scripts/docs.js'
import {bash, folders, lbgen, scratchFolders} from './lbgen.ts'

/** What these tests look at of oclif's manifest. */
interface Manifest {
  readonly commands: Readonly<Record<string, Command>>
}

interface Command {
  readonly id: string
  readonly summary: string
  readonly examples: readonly string[]
  readonly flags: Readonly<Record<string, {readonly name: string; readonly summary?: string; readonly env?: string}>>
}

const root = join(import.meta.dirname, '../..')
const manifest: Manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'))
const commands = Object.values(manifest.commands)
const folder = folders()
const empty = scratchFolders()

/** A repository with four commits, and what its origin has. */
const history = `git init -q
git add .
for commit in 1 2 3 4; do git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m $commit; done
git update-ref refs/remotes/origin/main HEAD`

describe.each(commands.map(command => [command.id, command] as const))('lbgen %s', (id, command) => {
  test('has help', () => {
    const {status, stdout, stderr} = lbgen([id, '--help'], {cwd: empty()})
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(command.summary)
  })

  test('has a summary and a variable of its own for each flag', () => {
    const lacking = Object.values(command.flags).filter(({summary = '', env = ''}) => !/\.$/.test(summary) || !env.startsWith('LBGEN_'))
    expect(lacking.map(({name}) => name)).toEqual([])
  })

  test.each(command.examples.map(example => exampleOf(command, example)))('works as in its example: %s', example => {
    const cwd = /^lbgen init\b/.test(example) ? empty() : folder()
    if (/^lbgen (diff|ci)\b/.test(example)) bash(history, cwd)
    if (example.includes(' --check')) bash('lbgen render cluster.yaml', cwd)
    // No engine need be here, and a watch ends with whoever waits.
    const elsewhere = /--engine-path haproxy=\S+ --require-engines| --watch\b/
    expect(bash(example.replace(elsewhere, ''), cwd)).toMatchObject({status: 0})
  })
})

describe('lbgen', () => {
  test('says its version', () => {
    expect(lbgen(['--version'], {cwd: empty()})).toMatchObject({status: 0, stdout: expect.stringMatching(/^lbgen\/\d+\.\d+\.\d+ /)})
  })

  test('lists its commands', () => {
    const {status, stdout} = lbgen(['--help'], {cwd: empty()})
    expect(status).toBe(0)
    for (const {id} of commands) expect(stdout).toMatch(new RegExp(`^ {2}${id} `, 'm'))
    expect(lbgen([], {cwd: empty()})).toMatchObject({status: 0, stdout})
  })
})

// Whoever else owns the home folder, and whether or not it may be read.
test('looks for nothing in the home folder', () => {
  const home = join(empty(), 'file')
  writeFileSync(home, '')
  expect(lbgen(['validate', 'cluster.yaml'], {cwd: folder(), env: {HOME: home, XDG_DATA_HOME: home}})).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  })
})

test.each(['-h', '-v'])('knows %s', flag => {
  expect(lbgen([flag], {cwd: empty()})).toMatchObject({status: 0, stderr: ''})
})

describe('wrong usage', () => {
  test.each([
    ['a flag that there is not', ['validate', 'cluster.yaml', '--strickt'], '--strickt'],
    ['a flag that is called otherwise', ['init', '--output', 'x'], 'There is no flag `--output`. Did you mean `--out`?'],
    ['a value that there is not', ['validate', 'cluster.yaml', '--format', 'xml'], 'pretty, json'],
    ['too few arguments', ['render'], 'spec'],
    ['too many arguments', ['render', 'cluster.yaml', 'other.yaml'], 'other.yaml'],
    ['a command that there is not', ['rendr', 'cluster.yaml'], 'Did you mean `render`?'],
    ['a shell that there is not', ['completion', 'tcsh'], 'bash, fish, zsh'],
  ])('exits with 2 for %s', (_, args, said) => {
    const {status, stdout, stderr} = lbgen(args, {cwd: folder()})
    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toContain(said)
    expect(stderr).toMatch(/\nTry `--help`\.\n$/)
    expect(stderr).not.toMatch(/^ +at /m)
  })
})
