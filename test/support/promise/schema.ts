import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import type {Ajv2020 as Ajv} from 'ajv/dist/2020.js'
import type {Json} from '../rich-spec.ts'

const {Ajv2020} = createRequire(import.meta.url)('ajv/dist/2020') as {readonly Ajv2020: typeof Ajv}

/** A part of the schema, as far as a generator looks into it. */
export interface Part {
  readonly type?: string | readonly string[]
  readonly $ref?: string
  readonly const?: Json
  readonly enum?: readonly Json[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly examples?: readonly Json[]
  readonly items?: Part
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, Part>>
  readonly patternProperties?: Readonly<Record<string, unknown>>
  readonly propertyNames?: Part
  readonly additionalProperties?: Part | boolean
  readonly required?: readonly string[]
  readonly maxProperties?: number
  readonly then?: Part
  readonly else?: Part
  readonly allOf?: readonly Part[]
  readonly $defs?: Readonly<Record<string, Part>>
}

/**
 * A place in the schema, in short: `name` is a definition, `listenerFields.port` a field of it, `listenerFields.port[]` the
 * items of its list, `listenerFields.port{}` the values of its map and `listenerFields.port{name}` their names.
 */
export type Place = string

const whole: Part & {readonly $id: string} = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../schemas/cluster.schema.json'), 'utf8'),
)

const {applications: _applications, ...properties} = whole.properties ?? {}

/** The schema without the products on the nodes: what is promised of load balancers does not hang on what their nodes are told. */
export const schema: typeof whole = {...whole, properties}

const ajv = new Ajv2020({strict: false, allErrors: false})
ajv.addSchema(whole)

/** The definition that a reference names, and its name. */
export function definition({$ref = ''}: Part): {readonly name: string; readonly part: Part} {
  const name = $ref.replace('#/$defs/', '')
  const part = schema.$defs?.[name]
  if (part === undefined) throw new Error(`The schema has no definition for ${$ref}.`)
  return {name, part}
}

const validators = new Map<Part, (value: unknown) => boolean>()

/** Whether a value is what a part of the schema wants. */
export function fits(part: Part, value: unknown): boolean {
  const known = validators.get(part)
  if (known !== undefined) return known(value)
  const text = JSON.stringify(part).replaceAll('"#/$defs/', `"${schema.$id}#/$defs/`)
  const validate = ajv.compile({...JSON.parse(text), $id: undefined, $defs: undefined})
  const check = (candidate: unknown): boolean => validate(candidate) === true
  validators.set(part, check)
  return check(value)
}

/** What a part allows: itself, as far as it says what a value looks like, and each form that its conditions lead to. */
export function formsOf(part: Part): readonly Part[] {
  const forms = knownForms.get(part) ?? makeForms(part)
  knownForms.set(part, forms)
  return forms
}

/** Made once: each form is compiled by the validator. */
const knownForms = new Map<Part, readonly Part[]>()

function makeForms(part: Part): readonly Part[] {
  const {then, else: otherwise, allOf = [], ...own} = part
  const branches = [then, otherwise, ...allOf.flatMap(one => [one.then, one.else])].filter(one => one !== undefined)
  if (part.$ref !== undefined || (branches.length === 0 && [part.type].flat().length === 1)) return [part]
  if (branches.length === 0) return [...typesOf(part), ...([part.type].flat().includes('integer') ? [{type: 'integer'}] : [])]
  const wanting = branches.filter(isBare).map(({required = []}) => ({...own, required: [...(own.required ?? []), ...required]}))
  return [own, ...wanting].flatMap(typesOf).concat(branches.filter(branch => !isBare(branch)).flatMap(formsOf))
}

/** A branch that only wants more keys of the part itself. */
const isBare = ({required, properties, $ref, then}: Part): boolean =>
  required !== undefined && [properties, $ref, then].every(one => one === undefined)

/** A part without conditions, one type each, as far as it says what a value of that type looks like. */
const typesOf = (part: Part): readonly Part[] =>
  [part.type ?? []]
    .flat()
    .flatMap(type => (type === 'boolean' || (says[type] ?? []).some(key => part[key] !== undefined) ? [{...part, type}] : []))

const says: Readonly<Record<string, readonly (keyof Part)[]>> = {
  integer: ['minimum'],
  string: ['pattern', 'enum'],
  array: ['items'],
  object: ['properties', 'additionalProperties'],
}
