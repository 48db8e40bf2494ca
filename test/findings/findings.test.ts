import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {compileFile, standInSecrets} from '../../src/compile.ts'
import type {Finding} from '../../src/findings/finding.ts'
import {formatPretty} from '../../src/findings/format.ts'
import {placeOf} from '../../src/findings/place.ts'
import type {ReadFile} from '../../src/spec/gather.ts'
import {withoutSecrets} from '../../src/spec/without-secrets.ts'
import {targets} from '../../src/targets/index.ts'
import {print} from '../../src/targets/print.ts'

const folder = import.meta.dirname

/** Reads a spec of this folder, by the name that its findings show. */
const read: ReadFile = (name, from, report) => {
  const file = from === undefined ? name : join(dirname(from), name)
  if (existsSync(join(folder, file))) return {file, bytes: readFileSync(join(folder, file))}
  report({code: 'LB904', rule: 'missing-file', severity: 'error', message: `There is no file \`${name}\`.`, hint: 'Check its name.'})
  return undefined
}

function findingsIn(file: string): readonly Finding[] {
  const findings: Finding[] = []
  compileFile(file, read, {targets, print, secrets: standInSecrets}, finding => findings.push(finding))
  return withoutSecrets(findings)
}

/** Every broken spec by name: a file, or a folder with its files, of which `cluster.yaml` is the one to begin with. */
const cases = readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
  if (entry.isDirectory()) return [[entry.name, `${entry.name}/cluster.yaml`] as const]
  return /(?<!\.fixed)\.yaml$/.test(entry.name) ? [[entry.name.slice(0, -5), entry.name] as const] : []
})

describe.each(cases)('%s', (name, file) => {
  const expected = join(folder, `${name}.out`)
  const findings = findingsIn(file)

  test('reports one error and nothing that only follows from it', () => {
    expect(findings.map(({severity}) => severity)).toEqual(['error'])
  })

  test('points at a line and column, and says how to put it right', () => {
    const [finding] = findings
    expect(finding && placeOf(finding)).toMatchObject({line: expect.any(Number), column: expect.any(Number)})
    expect(finding?.hint).toMatch(/[.?:`]$/)
  })

  test('reads as reviewed', () => {
    const printed = formatPretty(findings)
    if (process.env['UPDATE'] === '1') writeFileSync(expected, printed)
    expect(printed).toBe(readFileSync(expected, 'utf8'))
  })
})

const corrected = readdirSync(folder).filter(name => name.endsWith('.fixed.yaml'))

test.each(corrected)('%s does what the hint says, and nothing is wrong with it', file => {
  expect(readFileSync(join(folder, file))).not.toEqual(readFileSync(join(folder, file.replace('.fixed', ''))))
  expect(formatPretty(findingsIn(file))).toBe('')
})

test('no printed finding is left of a spec that is gone', () => {
  const printed = readdirSync(folder)
    .filter(name => name.endsWith('.out'))
    .map(name => name.slice(0, -4))
  expect(printed.sort()).toEqual(cases.map(([name]) => name).sort())
})
