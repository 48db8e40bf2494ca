import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {haproxies} from '../support/engines.ts'
import {lbgen, scratchFolders} from './lbgen.ts'

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
const fresh = scratchFolders()

const [, spec = ''] = /```yaml\n(lbgen: 1\n[^]*?)```/.exec(readme) ?? []

/** The mistake that the README shows. */
const mistaken = spec.replace('\n    timeouts', '\n    nodes: [alfresco1, alfesco2]\n    timeouts')

/** Each command that the README shows, with what it says that lbgen prints. */
const shown = [...readme.matchAll(/```console\n([^]*?)```/g)].flatMap(([, block = '']) =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map(part => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const),
)

// Whether a HAProxy checks the file, and which, is for the machine to say.
const engine = haproxies().find(({release}) => release === '2.6')
const comparable = (text: string): string => (engine === undefined ? text.replace(/^lb1\/haproxy\.cfg: HAProxy.*\n/m, '') : text)

test.each(shown)('the README tells what `%s` prints', (command, printed) => {
  const cwd = fresh()
  writeFileSync(join(cwd, 'cluster.yaml'), printed.includes('error') ? mistaken : spec)
  const [, ...args] = command.split(' ')
  const env = engine === undefined ? {} : {LBGEN_HAPROXY_2_6: engine.program}
  const {stdout, stderr} = lbgen(args, {cwd, env})
  expect(comparable(printed.includes('error') ? stderr : stdout)).toBe(comparable(printed))
})

test('the README shows commands', () => {
  expect(shown.length).toBeGreaterThanOrEqual(4)
})
