import type {Finding, FindingKind} from '../findings/finding.ts'
import {listWords, nearestWord, suggest} from '../findings/nearest-word.ts'
import {kinds} from './kinds.ts'
import {dotted, pointer} from './pointer.ts'

/** One fault as Ajv's standalone validator reports it, in its verbose form. */
export interface SchemaError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly parentSchema: SchemaPart
  readonly data: unknown
  readonly propertyName?: string
}

/** What of a definition in the schema an explanation needs. `expects` and `hint` are ours: a phrase, and an instruction. */
interface SchemaPart {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly expects?: string
  readonly hint?: string
}

type Explanation = Pick<Finding, 'message' | 'hint' | 'path' | 'part'> & FindingKind

/** What the validator found, in the user's words: one finding a mistake, and none that only follows from another. */
export function explainErrors(errors: readonly SchemaError[]): readonly Explanation[] {
  const misfits = errors.filter(({keyword}) => keyword === 'type').map(({instancePath}) => instancePath)
  const follows = (error: SchemaError): boolean =>
    misfits.some(path => error.instancePath.startsWith(`${path}/`) || (error.instancePath === path && error.keyword !== 'type'))
  const explained = errors.filter(error => !follows(error)).flatMap(error => explain(error) ?? [])
  const seen = new Set<string>()
  return explained.filter(({path, code, message}) => {
    const mark = `${path} ${code} ${code === kinds.wrongType.code ? '' : message}`
    return seen.has(mark) ? false : seen.add(mark)
  })
}

function explain(error: SchemaError): Explanation | undefined {
  // A bad key comes as a fault of its name, then once more as `propertyNames`.
  if (error.propertyName !== undefined) return explainName(error, error.propertyName)
  switch (error.keyword) {
    case 'additionalProperties':
      return explainUnknownKey(error, String(error.params['additionalProperty']))
    case 'required':
    case 'dependentRequired':
      return explainMissingKey(error, String(error.params['missingProperty']))
    case 'type':
      return explainType(error)
    case 'enum':
    case 'const':
      return explainUnknownValue(error)
    case 'if':
    case 'propertyNames':
      return undefined
    default:
      return explainForm(error)
  }
}

function explainName(error: SchemaError, name: string): Explanation {
  const message = `\`${shorten(name)}\` cannot be a name in \`${place(error.instancePath)}\`.`
  return {...kinds.wrongForm, message, hint: `Write ${error.parentSchema.expects ?? 'another name'}.`, path: pointer(error.instancePath, name), part: 'key'}
}

function explainUnknownKey(error: SchemaError, key: string): Explanation {
  const known = Object.keys(error.parentSchema.properties ?? {})
  const hint = suggest(key, known, `${known.length === 1 ? 'The key here is' : 'Keys here are'} ${listWords(known, 'and')}.`)
  return {...kinds.unknownKey, message: `\`${shorten(key)}\` is not a key of \`${place(error.instancePath)}\`.`, hint, path: pointer(error.instancePath, key), part: 'key'}
}

function explainMissingKey(error: SchemaError, key: string): Explanation {
  const field = error.parentSchema.properties?.[key]
  const about = isPart(field) && typeof field['description'] === 'string' ? ` ${field['description']}` : ''
  const message = `\`${place(error.instancePath)}\` lacks \`${key}\`.`
  // A key that is there but misspelt is reported as unknown; its map has the place of both.
  return {...kinds.missingKey, message, hint: `Add \`${key}\`.${about}`, path: error.instancePath, part: 'key'}
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
}

function explainType(error: SchemaError): Explanation {
  const wanted = [error.params['type']].flat().map(type => typeNames[String(type)] ?? String(type))
  const message = `\`${place(error.instancePath)}\` takes ${wanted.join(' or ')}; this is ${describe(error.data)}.`
  return {...kinds.wrongType, message, hint: typeHint(error), path: error.instancePath}
}

/** What was probably meant by a value of the wrong type. */
function typeHint({data, parentSchema, params}: SchemaError): string {
  const {expects = ''} = parentSchema
  const wanted = [params['type']].flat()
  if (typeof data === 'number' && expects.includes('duration')) return `Did you mean \`${data}s\`? Write ${expects}.`
  if (typeof data === 'number' && expects.includes('size')) return `Did you mean \`${data}k\`? Write ${expects}.`
  if (typeof data === 'string' && wanted.includes('integer') && /^\d+$/.test(data)) return `Leave the quotes out: \`${data}\`.`
  if (data === null) return expects === '' ? 'Give it a value, or leave the key out.' : `Write ${expects}, or leave the key out.`
  if (Array.isArray(data) && wanted.includes('object')) return 'Write `key: value` lines without dashes.'
  if (typeof data !== 'object' && wanted.includes('string') && typeof data !== 'string') return 'Put the value in quotes.'
  if (wanted.includes('array') && !Array.isArray(data)) return 'Write a list: `[…]`, or one line with a dash for each item.'
  return expects === '' ? 'See `lbgen schema` or the reference for its forms.' : `Write ${expects}.`
}

function explainUnknownValue(error: SchemaError): Explanation {
  const {allowedValues, allowedValue} = error.params
  const allowed = (Array.isArray(allowedValues) ? allowedValues : [allowedValue]).map(String)
  const hint = typeof error.data === 'string' ? nearestWord(error.data, allowed) : undefined
  const list = allowed.length > 12 ? '' : `It takes ${listWords(allowed)}.`
  return {
    ...kinds.unknownValue,
    message: `\`${place(error.instancePath)}\` cannot be ${quote(error)}.`,
    hint: [hint === undefined ? '' : `Did you mean \`${hint}\`?`, list].join(' ').trim(),
    path: error.instancePath,
  }
}

function explainForm(error: SchemaError): Explanation {
  const {expects = 'something else', hint} = error.parentSchema
  const shown = typeof error.data === 'object' ? '' : `; this is ${quote(error)}`
  const message = `\`${place(error.instancePath)}\` takes ${expects}${shown}.`
  return {...kinds.wrongForm, message, hint: hint ?? formHint(error, expects), path: error.instancePath}
}

function formHint({data}: SchemaError, expects: string): string {
  if (typeof data === 'string' && expects.includes('duration') && /^\d+$/.test(data)) return `Did you mean \`${data}s\`?`
  if (typeof data === 'string' && /[\n\r]/.test(data)) return 'Leave the line break out.'
  return `Write ${expects}.`
}

const place = (path: string): string => dotted(path) || 'the spec'

const describe = (data: unknown): string => {
  if (data === null) return 'empty'
  if (Array.isArray(data)) return 'a list'
  if (typeof data === 'object') return 'a map'
  return typeof data === 'string' ? 'text' : typeof data === 'boolean' ? '`true` or `false`' : 'a number'
}

/** The value as it may be shown: shortened, and never a secret. */
const quote = ({instancePath, data}: SchemaError): string =>
  /password/i.test(instancePath) ? 'something else' : `\`${shorten(typeof data === 'string' ? data : JSON.stringify(data))}\``

const shorten = (text: string): string => {
  const line = text.replaceAll(/[\p{Cc}\p{Cs}`]+/gu, '…')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}

const isPart = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
