import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import type {Ajv2020 as Ajv} from 'ajv/dist/2020.js'

const {Ajv2020} = createRequire(import.meta.url)('ajv/dist/2020') as {readonly Ajv2020: typeof Ajv}

/** A part of the schema, as far as these tests look into it. */
interface Part {
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly enum?: readonly unknown[]
  readonly enumDescriptions?: readonly string[]
  readonly properties?: Readonly<Record<string, Part>>
  readonly $ref?: string
}

type Schema = Part & {readonly $id: string; readonly $defs: Readonly<Record<string, Part>>}

const schema: Schema = JSON.parse(readFileSync(join(import.meta.dirname, '../schemas/cluster.schema.json'), 'utf8'))
const ajv = new Ajv2020({strict: false, allErrors: true})
ajv.addSchema(schema)

const fieldsOf = (pointer: string, part: Part): readonly (readonly [string, Part])[] =>
  Object.entries(part.properties ?? {}).map(([key, field]) => [`${pointer}/properties/${key}`, field] as const)

const fields = [...fieldsOf('', schema), ...Object.entries(schema.$defs).flatMap(([name, part]) => fieldsOf(`/$defs/${name}`, part))]

/** Every part of the schema that is a map, with its place. */
const partsOf = (pointer: string, part: unknown): readonly (readonly [string, Part])[] =>
  typeof part === 'object' && part !== null
    ? [[pointer, part], ...Object.entries(part).flatMap(([key, value]) => partsOf(`${pointer}/${key}`, value))]
    : []

/** What is wrong with a value in the place of a field. */
const mistakes = (pointer: string, value: unknown): readonly string[] => {
  const validate = ajv.getSchema(`${schema.$id}#${pointer}`)
  return validate === undefined || validate(value) ? [] : [`${pointer}: ${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`]
}

describe('every field of the schema', () => {
  test('says what it means', () => {
    expect(fields.filter(([, {description = ''}]) => !/^[^a-z].*\.$/s.test(description)).map(([pointer]) => pointer)).toEqual([])
  })

  test('has examples, each of them right', () => {
    expect(fields.filter(([, {examples = []}]) => examples.length === 0).map(([pointer]) => pointer)).toEqual([])
    expect(fields.flatMap(([pointer, {examples = []}]) => examples.flatMap(example => mistakes(pointer, example)))).toEqual([])
  })

  test('says of each word that it may be what that means, or of none of them', () => {
    const enums = partsOf('', schema).filter(([, part]) => part.enumDescriptions !== undefined)
    expect(enums.length).toBeGreaterThan(20)
    expect(enums.filter(([, part]) => part.enum?.length !== part.enumDescriptions?.length).map(([pointer]) => pointer)).toEqual([])
    expect(enums.flatMap(([, part]) => part.enumDescriptions ?? []).filter(words => !/^[^a-z].*\.$/.test(words))).toEqual([])
  })

  test('has a default that is right, or none', () => {
    expect(fields.flatMap(([pointer, field]) => ('default' in field ? mistakes(pointer, field.default) : []))).toEqual([])
  })
})
