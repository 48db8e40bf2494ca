import {schema} from './schema.gen.ts'

/** What the language says of a field. */
export interface Described {
  readonly description: string
  /** Undefined where the language has none of its own. */
  readonly usual: unknown
}

type Part = Readonly<Record<string, unknown>>

/** What the schema says of the field at these steps; undefined for what is no field, and for names that the value does not have. */
export function describeField(steps: readonly string[], value: unknown): Described | undefined {
  let part: Part = schema
  let actual: unknown = value
  for (const step of steps) {
    const {properties, additionalProperties, items} = whole(part)
    const field = asPart(asPart(properties)?.[step])
    actual = typeof actual === 'object' && actual !== null ? Reflect.get(actual, step) : undefined
    const next = field ?? (actual === undefined ? undefined : asPart(additionalProperties ?? items))
    if (next === undefined) return undefined
    part = next
  }
  const {description, default: usual} = {...whole(part), ...part}
  return typeof description === 'string' ? {description, usual} : undefined
}

/** A part of the schema with the definition that it refers to. */
function whole(part: Part): Part {
  const {$ref: reference} = part
  const name = typeof reference === 'string' ? reference.slice('#/$defs/'.length) : undefined
  const definition = name === undefined ? undefined : asPart(asPart(schema.$defs)?.[name])
  return definition ?? part
}

const asPart = (value: unknown): Part | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : undefined
