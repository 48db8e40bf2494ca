import type {Finding, FindingKind} from '../findings/finding.ts'
import {nearestWord} from '../findings/nearest-word.ts'
import {isSecretKey} from '../findings/secret-key.ts'
import {shorten} from '../findings/shorten.ts'
import {formHint, keyHint, missingHint, typeHint, valueHint} from './hints.ts'
import {kinds} from './kinds.ts'
import {dotted, pointer} from './pointer.ts'
import type {SchemaError} from './schema-error.ts'

export type {SchemaError} from './schema-error.ts'

type Explanation = Pick<Finding, 'message' | 'hint' | 'path' | 'part'> & FindingKind

/** What the validator found, in the user's words: one finding a mistake, and none that only follows from another. */
export function explainErrors(all: readonly SchemaError[]): readonly Explanation[] {
  // A spec in another version of the language is not wrong by the rules of this one.
  const version = all.filter(({instancePath, keyword}) => instancePath === '/lbgen' && /^(?:const|enum)$/.test(keyword))
  const errors = version.length > 0 ? version : all
  const follows = consequences(errors)
  const explained = errors.filter(error => !follows(error)).flatMap(error => explain(error) ?? [])
  const seen = new Set<string>()
  return explained.filter(({path, code, message}) => {
    const mark = `${path} ${code} ${code === kinds.wrongType.code ? '' : message}`
    return seen.has(mark) ? false : seen.add(mark)
  })
}

/** Whether an error only follows from another one: inside a value of the wrong type, or for want of a key that is there, misspelt. */
function consequences(errors: readonly SchemaError[]): (error: SchemaError) => boolean {
  const misfits = new Set(errors.filter(({keyword}) => keyword === 'type').map(({instancePath}) => instancePath))
  const badNames = new Set(errors.filter(({keyword}) => keyword === 'propertyNames').map(({instancePath}) => instancePath))
  const unknown = errors.filter(({keyword}) => keyword === 'additionalProperties')
  const isMisspelt = (path: string, key: unknown): boolean =>
    unknown.some(
      ({instancePath, params}) => instancePath === path && nearestWord(String(params['additionalProperty']), [String(key)]) !== undefined,
    )
  return ({instancePath, keyword, params, data}) =>
    (keyword !== 'type' && misfits.has(instancePath)) ||
    outer(instancePath).some(path => misfits.has(path)) ||
    // A name's own fault, which comes once more as `propertyNames` of its map.
    (badNames.has(instancePath) && typeof data === 'string' && keyword !== 'propertyNames') ||
    (/required/i.test(keyword) && isMisspelt(instancePath, params['missingProperty']))
}

/** The pointers to all that is around a value. */
const outer = (path: string): readonly string[] => [...path.matchAll(/\//g)].map(({index}) => path.slice(0, index))

function explain(error: SchemaError): Explanation | undefined {
  switch (error.keyword) {
    case 'additionalProperties':
      return explainUnknownKey(error, String(error.params['additionalProperty']))
    case 'required':
    case 'dependentRequired':
      return explainMissingKey(error, String(error.params['missingProperty']))
    case 'propertyNames':
      return explainName(error, String(error.params['propertyName']))
    case 'type':
      return explainType(error)
    case 'enum':
    case 'const':
      return explainUnknownValue(error)
    case 'if':
      return undefined
    default:
      return explainForm(error)
  }
}

function explainName({instancePath, parentSchema}: SchemaError, name: string): Explanation {
  const message = `\`${shorten(name)}\` cannot be a name in ${object(instancePath)}.`
  const hint =
    parentSchema.propertyNames?.hint ??
    'Use letters, digits, `_`, `.` and `-`, beginning with a letter or digit, at most 63 of them and not digits alone.'
  return {...kinds.wrongForm, message, hint, path: pointer(instancePath, name), part: 'key'}
}

function explainUnknownKey({instancePath, parentSchema}: SchemaError, key: string): Explanation {
  const message = `\`${shorten(key)}\` is not a key of ${object(instancePath)}.`
  return {...kinds.unknownKey, message, hint: keyHint(key, parentSchema), path: pointer(instancePath, key), part: 'key'}
}

function explainMissingKey({instancePath, parentSchema}: SchemaError, key: string): Explanation {
  const message = `${subject(instancePath)} lacks \`${key}\`.`
  return {...kinds.missingKey, message, hint: missingHint(key, parentSchema), path: instancePath, part: 'key'}
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
  const {instancePath, data, params, parentSchema} = error
  const types = [params['type']].flat().map(String)
  // What is expected of a scalar says more than its type: "a duration" rather than "text".
  const noun = types.some(type => type === 'object' || type === 'array')
    ? undefined
    : /^[^:,]*?(?=:|,| such as|$)/.exec(parentSchema.expects ?? '')?.[0]
  const message = `${subject(instancePath)} takes ${noun || joined(types.map(type => typeNames[type] ?? type))}; this is ${describe(data, types)}.`
  return {...kinds.wrongType, message, hint: typeHint(error), path: instancePath}
}

const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`

function explainUnknownValue(error: SchemaError): Explanation {
  const {allowedValues, allowedValue} = error.params
  const allowed = (Array.isArray(allowedValues) ? allowedValues : [allowedValue]).map(String)
  return {
    ...kinds.unknownValue,
    message: `${subject(error.instancePath)} cannot be ${quote(error)}.`,
    hint: valueHint(error, allowed),
    path: error.instancePath,
  }
}

function explainForm(error: SchemaError): Explanation {
  return {...kinds.wrongForm, message: formMessage(error), hint: formHint(error), path: error.instancePath}
}

function formMessage(error: SchemaError): string {
  const what = subject(error.instancePath)
  if (error.keyword === 'maxProperties') return `${what} takes ${error.parentSchema.expects ?? 'one key'}, not both.`
  return typeof error.data === 'object' ? `${what} is empty.` : `${what} cannot be ${quote(error)}.`
}

const object = (path: string): string => (path === '' ? 'the spec' : `\`${shorten(dotted(path))}\``)
const subject = (path: string): string => (path === '' ? 'The spec' : object(path))

function describe(data: unknown, wanted: readonly string[] = []): string {
  if (data === null) return 'empty'
  if (Array.isArray(data)) return 'a list'
  if (typeof data === 'number')
    return wanted.includes('integer') && data % 1 !== 0 && Number.isFinite(data) ? 'a number with a fraction' : 'a number'
  return typeof data === 'object' ? 'a map' : typeof data === 'string' ? 'text' : '`true` or `false`'
}

/** The value as it may be shown: shortened, and never a secret. */
function quote({instancePath, data}: SchemaError): string {
  if (instancePath.split('/').some(isSecretKey)) return 'this'
  if (data === '') return 'empty'
  return typeof data === 'object' ? describe(data) : `\`${shorten(typeof data === 'string' ? data : JSON.stringify(data))}\``
}
