import {cpSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../support/engines.ts'
import {bash, lbgen, scratchFolders} from './lbgen.ts'

const root = join(import.meta.dirname, '../..')
const fresh = scratchFolders()

const [, command = ''] = /```sh\n(host=alfresco1\n[^]*?)```/.exec(readFileSync(join(root, 'docs/install.md'), 'utf8')) ?? []

/** What the command of docs/install.md prints for a machine of an example, as a shell reads it: each line its words. */
function wordsFor(host: string, example: string): readonly (readonly string[])[] {
  const cwd = fresh()
  cpSync(join(root, 'examples', example, 'expected'), join(cwd, 'rendered'), {recursive: true})
  const {stdout, status} = bash(command.replace('host=alfresco1', `host=${host}`), cwd)
  expect(status).toBe(0)
  writeFileSync(join(cwd, 'copy.sh'), `install() { printf '%s ' "$@"; echo; }\n${stdout}`)
  return bash('sh copy.sh', cwd)
    .stdout.split('\n')
    .filter(line => line !== '')
    .map(line => line.trim().split(' '))
}

describeEngine('jq', hasProgram('jq'), () => {
  test('the command of docs/install.md keeps who may read a file', () => {
    const lines = wordsFor('alfresco1', 'alfresco-full')
    const mine = lines.filter(words => words.includes('alfresco'))
    expect(mine.length).toBeGreaterThan(0)
    for (const words of mine)
      expect(words.slice(0, 7)).toEqual(['-D', '-m', expect.stringMatching(/^06/), '-o', 'alfresco', '-g', 'alfresco'])
    for (const words of lines) expect(words).toEqual(expect.arrayContaining(['-o', '-g']))
  })

  test('the command of docs/install.md leaves out what goes to Windows', () => {
    const hosts = ['lb1', 'ts1', 'ts2'].map(host => wordsFor(host, 'terminal-servers'))
    expect(hosts[0]?.length).toBeGreaterThan(0)
    expect(hosts.flat(2).filter(word => word.includes('C:'))).toEqual([])
  })

  test('what it prints installs the files', () => {
    const cwd = fresh()
    const me = bash('id -un; id -gn', cwd).stdout.split('\n')
    writeFileSync(
      join(cwd, 'cluster.yaml'),
      'lbgen: 1\nname: a\nloadBalancers: {alfresco1: 10.0.0.4}\nnodes: {a: 10.0.0.5}\nservices: {w: {listen: "*:81"}}\n',
    )
    expect(lbgen(['render', 'cluster.yaml'], {cwd}).status).toBe(0)
    const {stdout} = bash(command, cwd)
    const here = stdout.replaceAll('-o root -g root', `-o ${me[0] ?? ''} -g ${me[1] ?? ''}`).replaceAll(/ \//g, ` ${cwd}/machine/`)
    expect(bash(here, cwd).stderr).toBe('')
    expect(readFileSync(join(cwd, 'machine/etc/haproxy/haproxy.cfg'), 'utf8')).toContain('frontend')
  })
})
