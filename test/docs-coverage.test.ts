import {readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import codes from '../src/findings/codes.gen.js'
import {coveragePage, hasField, type Product} from './support/coverage.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'test/oracles/products')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const products: readonly Product[] = readdirSync(folder)
  .toSorted()
  .map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')))
const schema = JSON.parse(read('schemas/cluster.schema.json'))
const known = new Set<string>(codes().map(({code}) => code))

describe.each(products)('$title', ({kind, rows}) => {
  test('has each setting once', () => {
    const settings = rows.map(({setting}) => setting)
    expect(settings.filter((setting, index) => settings.indexOf(setting) !== index)).toEqual([])
  })

  test('covers each setting by a field or a code, or says why not', () => {
    const bare = rows.filter(({fields, codes: checkedBy, left}) => fields === undefined && checkedBy === undefined && left === undefined)
    expect(bare.map(({setting}) => setting)).toEqual([])
  })

  test('says of each setting that no field renders why', () => {
    expect(rows.filter(({left}) => left !== undefined && !/^[A-Z`].*\.$/.test(left)).map(({setting}) => setting)).toEqual([])
  })

  test('names fields that there are', () => {
    const fields = rows.flatMap(row => row.fields ?? [])
    expect(fields.filter(field => !hasField(schema, kind, field))).toEqual([])
  })

  test('names codes that there are', () => {
    expect(rows.flatMap(row => row.codes ?? []).filter(code => !known.has(code))).toEqual([])
  })
})

test('docs/coverage.md says the same; `npm run update` makes it so', () => {
  const page = coveragePage(products)
  if (process.env['UPDATE'] === '1') writeFileSync(join(root, 'docs/coverage.md'), page)
  expect(read('docs/coverage.md')).toBe(page)
})
