import {nearestWord} from '../findings/nearest-word.ts'
import {isSecretHeader, mayBeSecret} from '../findings/secret-key.ts'
import {schema} from './schema.gen.ts'

type Part = Readonly<Record<string, unknown>>

const SECRET = '#/$defs/secret'

/** What the schema says of a place in a spec; several things, where it depends on another field. */
export interface Field {
  /** Whether the schema knows that place; it knows nothing of what stands inside of a key that it does not know. */
  readonly isKnown: boolean
  /** Whether the schema says that it holds a secret. */
  readonly isSecret: boolean
  /** Whether it takes a map alone, one key of which holds a secret. */
  readonly isMapWithSecret: boolean
  readonly names: readonly string[]
  /** The words that may stand in the map: names of fields, and values that the language lists. */
  readonly words: readonly string[]
  readonly inside: (step: string) => Field
}

/** What the schema says of places inside of a key that it does not know. */
const unknown: Field = {isKnown: false, isSecret: false, isMapWithSecret: false, names: [], words: [], inside: () => unknown}

function fieldOf(given: readonly Part[]): Field {
  if (given.length === 0) return unknown
  const parts = wholes(given)
  const named = new Map(parts.flatMap(part => asParts(part['properties']).flatMap(one => Object.entries(one))))
  const known = new Map<string, Field>()
  const isSecret = parts.some(isSecretPart)
  const takesText = parts.some(({type}) => [type].flat().includes('string'))
  const hasSecret = [...named.values()].some(one => wholes(asParts(one)).some(isSecretPart))
  const enter = (step: string): Field =>
    fieldOf(
      parts.flatMap(part => {
        const own = asParts(asParts(part['properties'])[0]?.[step])
        return own.length > 0 ? own : asParts(part['additionalProperties'] ?? part['items'])
      }),
    )
  return {
    isKnown: true,
    isSecret,
    isMapWithSecret: hasSecret && !takesText,
    names: [...named.keys()],
    words: [...named.keys(), ...[...named.values()].flatMap(one => wholes(asParts(one)).flatMap(listedIn))],
    inside: step => {
      // All names that the user gives lead to one and the same.
      const key = named.has(step) ? step : ''
      const found = known.get(key) ?? enter(step)
      known.set(key, found)
      return found
    },
  }
}

const listedIn = ({enum: listed}: Part): readonly string[] => [listed].flat().filter(one => typeof one === 'string')

const isSecretPart = ({$ref: reference}: Part): boolean => reference === SECRET

/** Parts, with all that they refer to and may be. */
const wholes = (parts: readonly Part[]): readonly Part[] =>
  parts.flatMap(part => [
    part,
    ...wholes([...definition(part), ...asParts(part['then']), ...asParts(part['else']), ...asParts(part['allOf'])]),
  ])

function definition({$ref: reference}: Part): readonly Part[] {
  if (typeof reference !== 'string' || reference === '#') return []
  return asParts(asParts(schema.$defs)[0]?.[reference.slice('#/$defs/'.length)])
}

const asParts = (value: unknown): readonly Part[] =>
  [value].flat().flatMap(one => (typeof one === 'object' && one !== null ? [Object.fromEntries(Object.entries(one))] : []))

/** The whole language, each field of it looked up once. */
export const language = fieldOf([schema])

/** Maps whose keys are names that the user gives: a service `auth-token` is no secret. */
const named = new Set(['nodes', 'services', 'loadBalancers', 'resolvers', 'certificates', 'applications', 'rules'])

/** Whether what a key leads to is a secret by the key alone. */
export const isSecretStep = (step: string, above: string | undefined): boolean =>
  (!named.has(above ?? '') && mayBeSecret(step)) || (['set', 'add', 'headers'].includes(above ?? '') && isSecretHeader(step))

/** Whether what stands at these steps holds a secret: the schema says so, or, of keys that the language leaves free, the name. */
export function isSecretField(steps: readonly string[]): boolean {
  if (steps.some((step, index) => isSecretStep(step, steps[index - 1]))) return true
  return steps.reduce((field, step) => field.inside(step), language).isSecret
}

/** Whether these steps lead to where a secret is, and not to itself: `password.env`. */
export const isReference = (steps: readonly string[]): boolean => isReferenceKey(steps.at(-1))

/** The keys of a map that stands for a secret, and says where it is. */
export const referenceKeys: readonly string[] = Object.keys(schema.$defs.secretReference.properties)

export const isReferenceKey = (key: string | undefined): boolean => key !== undefined && referenceKeys.includes(key)

/** The names of all fields that hold secrets, wherever they are. */
const secretNames: readonly string[] = [...new Set(secretNamesIn(schema))]

let languageWords: ReadonlySet<string> | undefined

/** Whether a word is one of the language's own: the name of a field, or a value that it lists. */
export function isWordOfLanguage(word: string): boolean {
  languageWords ??= new Set(wordsIn(schema))
  return languageWords.has(word)
}

function wordsIn(value: unknown): readonly string[] {
  return asParts(value).flatMap(part => [
    ...Object.keys(asParts(part['properties'])[0] ?? {}),
    ...listedIn(part),
    ...Object.values(part).flatMap(wordsIn),
  ])
}

function secretNamesIn(value: unknown): readonly string[] {
  return asParts(value).flatMap(part =>
    Object.entries(part).flatMap(([key, inner]) => [...(asParts(inner).some(isSecretPart) ? [key] : []), ...secretNamesIn(inner)]),
  )
}

/**
 * Whether a key that the language does not know there may be meant for one that holds a secret: where one may stand, every
 * key that is meant for no other; elsewhere `pasword`, `auth_pass`, `pw`.
 */
export function mayMeanSecret(key: string, field: Field = unknown): boolean {
  if (field.isKnown)
    return (
      field.isMapWithSecret &&
      !isFor(
        key,
        field.names.filter(name => !field.inside(name).isSecret),
      )
    )
  const words = key.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/)
  return [key, ...words].some(word => isFor(word, secretNames) || secretNames.some(name => isShortFor(word, name)))
}

const isFor = (key: string, names: readonly string[]): boolean => nearestWord(key, names) !== undefined

/** Whether a word holds letters of another, in their order, and begins with the same: `pwd` of `password`. */
function isShortFor(word: string, name: string): boolean {
  let at = 0
  for (const letter of name.toLowerCase()) if (letter === word[at]?.toLowerCase()) at++
  return word.length > 1 && at === word.length && word[0]?.toLowerCase() === name[0]?.toLowerCase()
}
