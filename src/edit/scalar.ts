import {CORE_SCHEMA, YAML11_SCHEMA, YAMLException, load} from 'js-yaml'
import type {YamlNode} from '../spec/tree.ts'

/** A value that an edit can write. */
export type FieldValue = string | number | boolean | readonly string[]

export type Quote = 'plain' | 'single' | 'double'

/** How a scalar is quoted, for its new neighbours to look alike. */
export const quoteOf = (node: YamlNode | undefined): Quote =>
  node?.kind === 'scalar' && (node.style === 'single' || node.style === 'double') ? node.style : 'plain'

/** A value as YAML on one line, fit for block and flow: strings in the wanted quotes, or in double ones where they need some. */
export function writeValue(value: FieldValue, quote: Quote): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return `[${value.map(item => writeValue(item, quote)).join(', ')}]`
  if (quote === 'plain' && isPrintable(value) && isSafePlain(value)) return value
  return quote === 'single' && isPrintable(value) ? `'${value.replaceAll("'", "''")}'` : escapeControls(JSON.stringify(value))
}

const isPrintable = (value: string): boolean => !/[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(value)

/** JSON leaves characters bare that YAML does not read back. */
const escapeControls = (json: string): string =>
  json.replaceAll(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, found => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Whether a bare word is this string for YAML 1.2 and 1.1 readers (which take `on` for true), as a value and as a key, in block and in flow. */
function isSafePlain(value: string): boolean {
  const places = `- [${value}, ${value}]\n- {k: ${value}}\n- {${value}: 1}\n- k: ${value}\n- ${value}: 1\n`
  const wanted = [[value, value], {k: value}, {[value]: 1}, {k: value}, {[value]: 1}]
  return [CORE_SCHEMA, YAML11_SCHEMA].every(schema => JSON.stringify(read(places, schema)) === JSON.stringify(wanted))
}

/** Whether a scalar as it was written in a block means the same in a flow map; aliases do, with anything behind them. */
export const isSafeInFlow = (raw: string): boolean =>
  raw.startsWith('*') ||
  JSON.stringify(read(`- {k: ${raw}, l: 1}\n`, CORE_SCHEMA)) === JSON.stringify(read(`- k: ${raw}\n  l: 1\n`, CORE_SCHEMA))

/** The value of a YAML text; undefined when it has none. */
function read(text: string, schema: typeof CORE_SCHEMA): unknown {
  try {
    return load(text, {schema})
  } catch (error) {
    if (error instanceof YAMLException) return undefined
    throw error
  }
}
