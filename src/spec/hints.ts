import {listWords, meantWord} from '../findings/nearest-word.ts'
import {meantBoolean, meantDuration, meantSize} from './meant.ts'
import type {SchemaError, SchemaPart} from './schema-error.ts'

/** What to do about a value of the wrong type. */
export function typeHint({data, parentSchema, params}: SchemaError): string {
  const wanted = [params['type']].flat()
  if (data === null) return emptyHint(parentSchema.expects)
  // An empty map or list is not meant for another shape, but for nothing.
  if (typeof data === 'object' && Object.keys(data).length === 0)
    return parentSchema.hint === undefined
      ? emptyHint(parentSchema.expects)
      : `Leave the key out, or ${parentSchema.hint.charAt(0).toLowerCase()}${parentSchema.hint.slice(1)}`
  const meant = meantValue(data, parentSchema)
  if (meant !== undefined) return meant
  if (wanted.includes('boolean') && typeof data !== 'object' && parentSchema.hint === undefined)
    return `Write \`${meantBoolean(data) ?? 'true` or `false'}\`.`
  return parentSchema.hint ?? shapeHint(data, wanted, parentSchema)
}

function shapeHint(data: unknown, wanted: readonly unknown[], {properties, expects, enum: allowed}: SchemaPart): string {
  if (allowed !== undefined && !allowed.includes(String(data))) return `It takes ${listWords(allowed.map(String))}.`
  if (wanted.includes('string') && typeof data !== 'object') return 'Put the value in quotes.'
  if (wanted.includes('array') && !Array.isArray(data)) return 'Write a list: `[…]`, or one line with a dash for each item.'
  if (wanted.includes('object') && Array.isArray(data)) return 'Write `key: value` lines without dashes.'
  if (properties !== undefined) return `Write a map of ${listWords(Object.keys(properties), 'and')}.`
  return expects === undefined ? 'Write `key: value` lines.' : `Write ${expects}.`
}

const emptyHint = (expects: string | undefined): string =>
  expects === undefined
    ? 'Give it a value, or leave the key out.'
    : `Write ${expects}${expects.startsWith('at least') ? '' : ', or leave the key out'}.`

/** "Did you mean …?" where a unit or quotes explain the value; undefined where they do not. */
function meantValue(data: unknown, {expects = '', type}: SchemaPart): string | undefined {
  const meant = expects.startsWith('a duration') ? meantDuration(data) : expects.startsWith('a size') ? meantSize(data) : undefined
  if (meant !== undefined) return `Did you mean \`${meant}\`? Write ${expects}.`
  if (/^a (duration|size)/.test(expects)) return `Write ${expects}.`
  return typeof data === 'string' && /^\d+$/.test(data) && [type].flat().includes('integer')
    ? `Leave the quotes out: \`${data}\`.`
    : undefined
}

/** What to do about a value that is none of a list. */
export function valueHint({data, parentSchema}: SchemaError, allowed: readonly string[]): string {
  const meant = meantValue(data, parentSchema)
  if (meant !== undefined) return meant
  const near = typeof data === 'string' && /[a-z]/i.test(data) ? meantWord(data, allowed) : undefined
  const list = parentSchema.hint ?? (allowed.length > 16 && near !== undefined ? '' : `It takes ${listWords(allowed)}.`)
  return near === undefined ? list : `Did you mean \`${near}\`? ${list}`.trim()
}

/** What to do about a value of the right type in a wrong form. */
export function formHint({data, keyword, parentSchema}: SchemaError): string {
  const {expects = 'something else', hint} = parentSchema
  if (keyword === 'maxProperties') return 'Leave one of them out.'
  if (typeof data === 'string' && /[\n\r]/.test(data)) return hint ?? 'Leave the line break out.'
  if (typeof data === 'string' && /[\p{Cc}\p{Cs}]/u.test(data)) return 'Leave the control character out.'
  return meantValue(data, parentSchema) ?? `Write ${expects}.`
}

/** What to do about a key that is not known. */
export function keyHint(key: string, {properties = {}, hint}: SchemaPart): string {
  const known = Object.keys(properties)
  const near = meantWord(key, known)
  const list = `${known.length === 1 ? 'The key here is' : 'Keys here are'} ${listWords(known, 'and')}.`
  if (near === undefined) return hint ?? list
  return known.length > 12 ? `Did you mean \`${near}\`?` : `Did you mean \`${near}\`? ${list}`
}

/** What to add where a key is missing. */
export function missingHint(key: string, {properties, hint}: SchemaPart): string {
  const field = properties?.[key]
  if (field?.const !== undefined) return `Add \`${key}: ${JSON.stringify(field.const)}\`.`
  if (field?.enum !== undefined) return `Add \`${key}\`: ${listWords(field.enum.map(String))}.`
  const more = properties === undefined ? hint : field?.description
  return more === undefined ? `Add \`${key}\`.` : `Add \`${key}\`. ${more}`
}
