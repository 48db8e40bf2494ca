import {mayBeSecret} from '../findings/secret-key.ts'
import {schema} from './schema.gen.ts'

type Part = Readonly<Record<string, unknown>>

const SECRET = '#/$defs/secret'

/** Maps whose keys are names that the user gives: a service `auth-token` is no secret. */
const named = new Set(['nodes', 'services', 'loadBalancers', 'resolvers', 'certificates', 'applications'])

/** Whether what stands at these steps holds a secret: the schema says so, or, of keys that the language leaves free, the name. */
export function isSecretField(steps: readonly string[]): boolean {
  if (steps.some((step, index) => mayBeSecret(step) && !named.has(steps[index - 1] ?? ''))) return true
  return wholes(fieldAt(steps)).some(isSecretPart)
}

const isSecretPart = ({$ref: reference}: Part): boolean => reference === SECRET

/** What the schema says of the field at some steps; several parts, where it depends on another field. */
function fieldAt(steps: readonly string[]): readonly Part[] {
  let parts: readonly Part[] = [schema]
  for (const step of steps) {
    parts = wholes(parts).flatMap(part => {
      const own = asParts(asParts(part['properties'])[0]?.[step])
      return own.length > 0 ? own : asParts(part['additionalProperties'] ?? part['items'])
    })
  }
  return parts
}

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

/** The secrets of a spec that are written out. */
export function writtenSecrets(value: unknown, steps: readonly string[] = []): readonly string[] {
  if (typeof value === 'string') return value !== '' && isSecretField(steps) && !isReference(steps) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => writtenSecrets(part, [...steps, key]))
}

/** Whether these steps lead to where a secret is, and not to itself: `password.env`. */
export const isReference = (steps: readonly string[]): boolean => ['env', 'file'].includes(steps.at(-1) ?? '')
