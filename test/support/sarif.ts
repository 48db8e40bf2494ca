import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import type {Ajv as Draft7, ErrorObject} from 'ajv'

const {Ajv} = createRequire(import.meta.url)('ajv') as {readonly Ajv: typeof Draft7}
const file = join(import.meta.dirname, '../oracles/sarif-2.1.0.json')

// The schema is of draft 4: what it says with `id`, later drafts say with `$id`; all else means the same, but for a pattern that is none with Unicode.
const {$schema: _draft, id: _id, ...schema} = JSON.parse(readFileSync(file, 'utf8')) as {readonly $schema: string; readonly id: string}
const validate = new Ajv({strict: false, validateFormats: false, allErrors: true, unicodeRegExp: false}).compile(schema)

/** What the schema of SARIF 2.1.0 finds wrong with a document. */
export function faultsOfSarif(document: unknown): readonly ErrorObject[] {
  validate(document)
  return validate.errors ?? []
}
