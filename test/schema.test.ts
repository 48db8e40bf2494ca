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

  test('has a default that is right, or none', () => {
    expect(fields.flatMap(([pointer, field]) => ('default' in field ? mistakes(pointer, field.default) : []))).toEqual([])
  })
})
