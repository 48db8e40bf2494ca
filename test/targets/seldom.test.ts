import {existsSync, readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {standInSecrets, understand} from '../../src/compile.ts'
import type {Finding} from '../../src/findings/finding.ts'
import {secretsOf} from '../../src/model/secrets.ts'
import {targets} from '../../src/targets/index.ts'
import {print} from '../../src/targets/print.ts'
import type {Target} from '../../src/targets/target.ts'
import {
  balanceSpec,
  heartbeatSpec,
  ldirectordSpec,
  lvsSpec,
  poundSpec,
  realserverSpec,
  richSpec,
  stunnelSpec,
} from '../support/rich-spec.ts'

const folder = join(import.meta.dirname, '..')
const source = join(folder, '../src/targets')

/** Every target as it stands in its folder, but HAProxy, of which every start of lbgen asks something. */
const whole: readonly Target[] = await Promise.all(
  readdirSync(source)
    .filter(name => name !== 'haproxy' && existsSync(join(source, name, 'index.ts')))
    .map(async name => {
      const {default: target}: {readonly default: Target} = await import(`../../src/targets/${name}/index.ts`)
      return target
    }),
)

// These write each file where something needs it, and so can be asked of any cluster.
const needed = new Set(['host', 'realserver', 'alfresco', 'alfresco-share', 'electricflow'])
const byNeed = whole.filter(({name}) => needed.has(name))

const textsIn = (path: string, ending: string): readonly (readonly [string, string])[] =>
  readdirSync(join(folder, path), {recursive: true, encoding: 'utf8'})
    .filter(name => name.endsWith(ending))
    .map(name => [name, readFileSync(join(folder, path, name), 'utf8')] as const)

const rich = {balanceSpec, heartbeatSpec, ldirectordSpec, lvsSpec, poundSpec, realserverSpec, richSpec, stunnelSpec}
const texts = [
  ...textsIn('../examples', 'cluster.yaml'),
  ...textsIn('findings', '.yaml'),
  ...textsIn('mistakes', '.yaml'),
  ...Object.entries(rich).map(([name, spec]) => [name, JSON.stringify(spec)] as const),
]

const clusters = texts.flatMap(([name, text]) => {
  const {understood} = understand([{file: 'cluster.yaml', text}])
  return understood === undefined
    ? []
    : [{name, cluster: understood.cluster, secrets: standInSecrets(secretsOf(understood.cluster), () => {})}]
})

/** What a target finds, and the files that it makes. */
function said(target: Target, {name, cluster, secrets}: (typeof clusters)[number]): readonly string[] {
  const found: Finding[] = []
  const artifacts = target.render(cluster, {print, secrets}, finding => found.push(finding))
  return [
    name,
    ...found.map(({code, message}) => `${code} ${message}`),
    ...artifacts.map(({path, chunks}) => `${path}\n${chunks.join('')}`),
  ]
}

const listedAs = ({name}: Target): Target => {
  const listed = targets.find(one => one.name === name)
  if (listed === undefined) throw new Error(`${name} is not in the list.`)
  return listed
}

test.each(byNeed.map(target => [target.name, target] as const))('%s is passed over only where it has nothing to say', (_, target) => {
  expect(listedAs(target)).not.toBe(target)
  expect(clusters.length).toBeGreaterThan(100)
  for (const cluster of clusters) expect(said(listedAs(target), cluster)).toEqual(said(target, cluster))
})

test.each(whole.map(target => [target.name, target] as const))('%s is asked of some clusters, and not of others', (_, target) => {
  const asked = clusters.filter(cluster => said(listedAs(target), cluster).length > 1)
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.length).toBeLessThan(clusters.length)
  for (const cluster of asked) expect(said(listedAs(target), cluster)).toEqual(said(target, cluster))
})

test('every target but HAProxy is one of them', () => {
  expect(targets.map(({name}) => name).toSorted()).toEqual(['haproxy', ...whole.map(({name}) => name)].toSorted())
})
