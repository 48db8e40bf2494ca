import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {isError} from '../../../src/findings/finding.ts'
import {compileTexts, fileOf} from '../../support/compiling.ts'
import {refusedBy} from '../../support/emitted-directives.ts'
import {releases} from '../../support/haproxy-oracle.ts'
import {readLong, specText} from '../../support/traffic/moved-spec.ts'

/** haproxy.cfg of an example for a release; undefined where that cannot do it. */
function render(name: string, release: string): string | undefined {
  const spec = readLong(readFileSync(join(import.meta.dirname, '../../../examples', name, 'cluster.yaml'), 'utf8'))
  const {findings, artifacts} = compileTexts(specText({...spec, haproxy: {...spec.haproxy, version: release as '3.4'}}))
  const artifact = artifacts.find(({path}) => path.endsWith('/haproxy.cfg'))
  return findings.some(isError) || artifact === undefined ? undefined : fileOf(artifact)
}

describe.each([
  ['minimal', '1.4'],
  ['alfresco-cifs', '1.4'],
  ['electricflow', '1.5'],
  ['icas-fs', '1.5'],
])('the example %s', (name, first) => {
  test(`is for HAProxy ${first} and later`, () => {
    expect(releases.filter(release => render(name, release) !== undefined)).toEqual(releases.slice(releases.indexOf(first)))
  })

  test.each(releases.slice(releases.indexOf(first)))('has no line that HAProxy %s does not take without a word', release => {
    expect(refusedBy(release, render(name, release) ?? '')).toEqual([])
  })
})

describe('the reader', () => {
  const newest = render('icas-fs', '3.4') ?? ''

  test.each([
    ['1.8', ['ciphersuites', 'http-check send', 'no-sni-auto']],
    ['1.7', ['expose-fd', 'ssl-min-ver']],
    ['1.4', ['crt /etc', 'tune.ssl.default-dh-param']],
  ])('sees what %s does not take of a file for 3.4', (release, words) => {
    const refused = refusedBy(release, newest)
    expect(words.filter(word => !refused.some(line => line.includes(word)))).toEqual([])
    expect(refused.filter(line => /^(mode|timeout|retries|balance|check) /.test(line))).toEqual([])
  })

  test('sees what a release does no longer take', () => {
    expect(refusedBy('2.1', 'frontend f\n    mode http\n    reqidel ^X-A:\n')).toEqual(['reqidel ^X-A:'])
    expect(refusedBy('2.3', 'global\n    nbproc 2\n')).toEqual(['nbproc 2'])
  })
})
