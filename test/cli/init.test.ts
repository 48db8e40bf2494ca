import {mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {formatNext} from '../../src/cli/starter.ts'
import {describeEngine} from '../support/engines.ts'
import {lbgen, program, scratchFolders} from './lbgen.ts'
import {hasTerminal, openTerminal} from './terminal.ts'

const folder = scratchFolders()
const starters = readdirSync(join(import.meta.dirname, '../../examples'))
const read = (cwd: string, file = 'cluster.yaml'): string => readFileSync(join(cwd, file), 'utf8')

describe('lbgen init', () => {
  test.each(starters)('begins with %s, and what it writes is right', starter => {
    const cwd = folder()
    expect(lbgen(['init', starter, '--name', 'office'], {cwd})).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^wrote cluster\.yaml\n/),
      stderr: '',
    })
    expect(read(cwd)).toMatch(/^# yaml-language-server: \$schema=cluster\.schema\.json\n#.*\n# .*\nlbgen: 1\nname: office\n/)
    expect(readdirSync(cwd)).toEqual(['cluster.yaml'])
    // Warnings and hints that a starter has are the examples' to know.
    expect(lbgen(['validate', 'cluster.yaml'], {cwd})).toMatchObject({status: 0, stdout: ''})
  })

  test.each(starters)('says what is to be done with %s, which can then be rendered', starter => {
    const cwd = folder()
    const {stdout} = lbgen(['init', starter, '--out', 'my office.yaml'], {cwd})
    const variables = /^Set the variables that it reads secrets from: (.*)$/m.exec(stdout)?.[1]?.split(', ') ?? []
    expect(variables).toEqual([...new Set(read(cwd, 'my office.yaml').match(/(?<=\{env: )\w+/g))])
    expect(stdout.endsWith("\nThen run: lbgen render 'my office.yaml'\n")).toBe(true)
    const env = Object.fromEntries(variables.map(name => [name, 'hunter22']))
    expect(lbgen(['render', 'my office.yaml'], {cwd, env}).status).toBe(0)
  })

  test('names files and variables, each once, in order', () => {
    const secrets = [
      {kind: 'env', value: 'B'},
      {kind: 'literal', value: 'hunter22'},
      {kind: 'file', value: 'stats.key'},
      {kind: 'env', value: 'A'},
      {kind: 'env', value: 'B'},
    ] as const
    expect(formatNext(secrets, 'lbgen render a').split('\n').slice(1)).toEqual([
      'Set the variables that it reads secrets from: A, B',
      'Write the files that it reads secrets from, each relative to it: stats.key',
      'Then run: lbgen render a',
      '',
    ])
  })

  test('lists the starters, and writes nothing', () => {
    const cwd = folder()
    const {status, stdout} = lbgen(['init', '--list'], {cwd})
    expect(status).toBe(0)
    expect(
      stdout
        .trim()
        .split('\n')
        .map(line => line.split(' ')[0]),
    ).toEqual(starters.toSorted())
    expect(readdirSync(cwd)).toEqual([])
  })

  test('writes the least there is when nothing is said and nobody can be asked', () => {
    const cwd = folder()
    expect(lbgen(['init'], {cwd}).status).toBe(0)
    expect(read(cwd)).toContain('\nname: minimal\n')
  })

  test('does not write over a file, unless forced', () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'cluster.yaml'), 'mine', {mode: 0o640})
    expect(lbgen(['init'], {cwd})).toMatchObject({status: 3, stdout: '', stderr: expect.stringContaining('LB910')})
    expect(read(cwd)).toBe('mine')
    expect(lbgen(['init', '--force'], {cwd}).status).toBe(0)
    expect(read(cwd)).toContain('name: minimal')
    expect(statSync(join(cwd, 'cluster.yaml')).mode & 0o777).toBe(0o640)
  })

  test('writes where it is told to, or to standard output', () => {
    const cwd = folder()
    expect(lbgen(['init', '--out', 'new/office.yaml'], {cwd}).stdout).toMatch(/^wrote new\/office\.yaml\n/)
    expect(lbgen(['init', '--out', '-'], {cwd}).stdout).toBe(read(cwd, 'new/office.yaml'))
  })

  test('writes to where a symbolic link leads', () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'real.yaml'), '')
    symlinkSync('real.yaml', join(cwd, 'cluster.yaml'))
    expect(lbgen(['init', '--force'], {cwd}).status).toBe(0)
    expect(read(cwd, 'real.yaml')).toContain('name: minimal')
  })

  test.each(['folder', 'folder/cluster.yaml/below'])('exits with 3 where no file can be: %s', out => {
    const cwd = folder()
    mkdirSync(join(cwd, 'folder'))
    writeFileSync(join(cwd, 'folder/cluster.yaml'), '')
    expect(lbgen(['init', '--force', '--out', out], {cwd})).toMatchObject({status: 3, stdout: ''})
  })

  test('refuses starters and names that there cannot be, as wrong usage', () => {
    const cwd = folder()
    expect(lbgen(['init', 'alfresco-cif'], {cwd})).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean `alfresco-cifs`?'),
    })
    expect(lbgen(['init', '--name', 'my office'], {cwd})).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('`my office` is not a name'),
    })
    expect(readdirSync(cwd)).toEqual([])
  })

  test.each(['true', 'null', '1.5', '0x1f', '1e3', 'on'])('takes the name %s for what it is', name => {
    const cwd = folder()
    expect(lbgen(['init', '--name', name], {cwd}).status).toBe(0)
    expect(lbgen(['validate', 'cluster.yaml'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
  })
})

describeEngine('a terminal (script, of util-linux)', hasTerminal(), () => {
  const init = `"${process.execPath}" "${program}" init`
  const starterQuestion = 'most like your cluster? [minimal] '
  const nameQuestion = 'name of the cluster? [alfresco-cifs] '

  test('asks on a terminal, again when the answer will not do', async () => {
    const cwd = folder()
    const {typeAt, end} = openTerminal(init, cwd)
    await typeAt(starterQuestion, 'alfresco-cif\n')
    await typeAt('Did you mean `alfresco-cifs`?', 'alfresco-cifs\n')
    await typeAt(nameQuestion, 'my office\n')
    await typeAt('`my office` is not a name', 'office\n')
    expect(await end()).toMatchObject({status: 0, screen: expect.stringContaining('wrote cluster.yaml')})
    expect(read(cwd)).toContain('\nname: office\n')
  })

  test('takes an empty answer for the usual one', async () => {
    const cwd = folder()
    const {typeAt, end} = openTerminal(`${init} alfresco-cifs`, cwd)
    await typeAt(nameQuestion, '\n')
    expect(await end()).toMatchObject({status: 0, screen: expect.not.stringContaining(starterQuestion)})
    expect(read(cwd)).toContain('\nname: alfresco-cifs\n')
  })

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('writes nothing when %s ends it', async (_, key) => {
    const cwd = folder()
    const {typeAt, end} = openTerminal(init, cwd)
    await typeAt(starterQuestion, key)
    expect(await end()).toMatchObject({status: 130})
    expect(readdirSync(cwd)).toEqual([])
  })
})
