import {readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {createTwoFilesPatch} from 'diff'
import {isError} from '../src/findings/finding.ts'
import type {LongSpec} from '../src/spec/long.ts'
import {compileTexts, fileOf} from './support/compiling.ts'
import {specReleases} from './support/spec-releases.ts'
import {readLong, specText} from './support/traffic/moved-spec.ts'

/** The cast: the list is the schema's own. */
type Release = NonNullable<NonNullable<LongSpec['haproxy']>['version']>

const root = join(import.meta.dirname, '../examples')
const readSpec = (name: string): string => readFileSync(join(root, name, 'cluster.yaml'), 'utf8')
const names = readdirSync(root)
  .toSorted()
  .filter(name => compileTexts(readSpec(name)).artifacts.some(({target}) => target === 'haproxy'))

/** haproxy.cfg of an example for a release, or why there is none. */
function rendered(name: string, release: string): string {
  const spec = readLong(readSpec(name))
  const {artifacts, findings} = compileTexts(specText({...spec, haproxy: {...spec.haproxy, version: release as Release}}))
  const wrong = findings.filter(isError).map(({code, message, hint}) => `${code} ${message} ${hint}`)
  const file = artifacts.find(({path}) => path === 'lb1/haproxy.cfg')
  return file === undefined ? `${wrong.join('\n')}\n` : fileOf(file)
}

/** What changes from each release to the next. */
function steps(name: string): string {
  const texts = specReleases.map(release => ({release, text: rendered(name, release)}))
  const [first] = texts
  const later = texts.slice(1).flatMap(({release, text}, index) => {
    const before = texts[index]
    return before === undefined || before.text === text
      ? []
      : [createTwoFilesPatch(before.release, release, before.text, text, undefined, undefined, {context: 0}).replace(/^=+\n/, '')]
  })
  return [`${first?.release}:\n${first?.text ?? ''}`, ...later].join('\n')
}

describe.each(names)('%s', name => {
  test('changes from release to release only what the release demands', () => {
    const golden = join(import.meta.dirname, 'releases', `${name}.txt`)
    if (process.env['UPDATE'] === '1') writeFileSync(golden, steps(name))
    expect(steps(name)).toBe(readFileSync(golden, 'utf8'))
  })
})
