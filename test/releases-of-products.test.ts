import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {createTwoFilesPatch} from 'diff'
import type {Finding} from '../src/findings/finding.ts'
import type {LongSpec} from '../src/spec/long.ts'
import {compileTexts, fileOf} from './support/compiling.ts'
import {mapNamed, readLong, specText} from './support/traffic/moved-spec.ts'

const releases = ['4.1', '4.2', '5.2', '6.0', '6.2', '7.4', '23.2'] as const
const example = readLong(readFileSync(join(import.meta.dirname, '../examples/alfresco-full/cluster.yaml'), 'utf8'))

/** What a release makes of the example: its files by their path, and what is said of it. */
interface Made {
  readonly release: string
  readonly files: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
}

/** The example with another release of its products; `lacking` are parts that it refuses to publish. */
const ofRelease = (release: string, lacking: readonly string[] = []): LongSpec => ({
  ...example,
  applications: mapNamed(example.applications, one =>
    one.kind === 'alfresco'
      ? {...one, release, services: Object.fromEntries(Object.entries(one.services ?? {}).filter(([role]) => !lacking.includes(role)))}
      : {...one, release},
  ),
})

function make(release: string): Made {
  const first = compileTexts(specText(ofRelease(release)))
  const lacksCifs = first.findings.some(({code}) => code === 'LB803')
  const {artifacts} = lacksCifs ? compileTexts(specText(ofRelease(release, ['cifs']))) : first
  return {release, files: new Map(artifacts.map(artifact => [artifact.path, fileOf(artifact)])), findings: first.findings}
}

const all = releases.map(make)
const steps = all.slice(1).map((after, index) => ({before: all[index] ?? after, after}))

/** What changes on a machine. */
function changesOn(machine: string, {before, after}: {readonly before: Made; readonly after: Made}): string {
  const paths = new Set([...before.files.keys(), ...after.files.keys()].filter(path => path.startsWith(`${machine}/`)))
  return [...paths]
    .toSorted()
    .flatMap(path => {
      const [old, fresh] = [before.files.get(path), after.files.get(path)]
      if (old === fresh) return []
      if (fresh === undefined) return [`${path} is gone\n`]
      return [
        createTwoFilesPatch(path, path, old ?? '', fresh, before.release, after.release, {context: 0}).replace(/^Index: .+\n=+\n/, ''),
      ]
    })
    .join('\n')
}

const saidOf = ({findings}: Made): string =>
  findings.map(({code, severity, message, hint}) => `${severity} ${code} ${message} ${hint ?? ''}`.trim()).join('\n')

function golden(): string {
  const [first] = all
  const files = [...(first?.files ?? [])]
    .filter(([path]) => path.startsWith('alfresco1/'))
    .toSorted(([one], [other]) => one.localeCompare(other))
  const start = [`=== ${first?.release} ===`, first && saidOf(first), ...files.map(([path, text]) => `--- ${path}\n${text}`)]
  const later = steps.flatMap(step => [
    `=== ${step.before.release} to ${step.after.release} ===`,
    saidOf(step.after),
    changesOn('alfresco1', step),
    changesOn('lb1', step),
  ])
  return `${[...start, ...later].filter(Boolean).join('\n\n')}\n`
}

test('alfresco-full changes from release to release of Alfresco only what the release demands', () => {
  const file = join(import.meta.dirname, 'releases/alfresco-full.products.txt')
  if (process.env['UPDATE'] === '1') writeFileSync(file, golden())
  expect(golden()).toBe(readFileSync(file, 'utf8'))
})

test.each(steps)('$before.release to $after.release changes the same on all nodes, and on both load balancers', step => {
  const onFirst = (text: string): string => text.replaceAll(/alfresco[23]/g, 'alfresco1').replaceAll(/192\.168\.1\.2[23]/g, '192.168.1.21')
  const [first, ...others] = ['alfresco1', 'alfresco2', 'alfresco3'].map(node => onFirst(changesOn(node, step)))
  expect(others).toEqual([first, first])
  expect(changesOn('lb2', step).replaceAll('lb2', 'lb1')).toBe(changesOn('lb1', step))
})
