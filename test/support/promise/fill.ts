import fc from 'fast-check'
import type {Json} from '../rich-spec.ts'
import {type Names, nameOf, presence, references, values} from './meanings.ts'
import {type Part, type Place, definition, fits, formsOf} from './schema.ts'
import {textFor} from './texts.ts'

export type Filled = fc.Arbitrary<Json>

/** What has a meaning that the schema does not say and the tables do not know, by its place. */
export type Strangers = Set<Place>

/**
 * An arbitrary for every part of the schema: its forms in turn, its fields now there and now not, its texts and numbers at
 * their limits. What is made is what the schema takes; whether it makes sense as a whole, lbgen says.
 */
export function filler(names: Names, strangers: Strangers = new Set()): (part: Part, place: Place) => Filled {
  const known = new Map<string, Filled>()

  const fill = (part: Part, place: Place): Filled => {
    if (part.$ref !== undefined) return fillReference(part, place)
    const value = values[place]
    if (value !== undefined) return value
    if (part.const !== undefined) return fc.constant(part.const)
    if (part.enum !== undefined) return fc.constantFrom(...part.enum)
    const forms = formsOf(part)
    if (forms[0] === part) return fillForm(part, place)
    if (forms.length === 0) return stranger(place)
    const filled = forms.map(form => fill(form, place))
    return fc.oneof(...filled).filter(made => fits(part, made))
  }

  const fillReference = (part: Part, place: Place): Filled => {
    const {name, part: defined} = definition(part)
    const key = name === 'name' ? `${place}>name` : values[`${place}>${name}`] ? `${place}>${name}` : values[place] ? place : name
    const filled = known.get(key) ?? (name === 'name' ? fillName(place) : (values[key] ?? fill(defined, name)))
    known.set(key, filled)
    return filled
  }

  const fillName = (place: Place): Filled => {
    const kind = references[place]
    if (kind === undefined) strangers.add(place)
    return nameOf(kind ?? 'new', names)
  }

  const fillForm = (part: Part, place: Place): Filled => {
    switch (part.pattern !== undefined && part.type === undefined ? 'string' : [part.type].flat()[0]) {
      case 'boolean':
        return fc.boolean()
      case 'integer':
        return integer(part)
      case 'string':
        return (
          textFor(
            part.pattern ?? '^',
            (part.examples ?? []).filter(example => typeof example === 'string'),
          ) ?? stranger(place)
        )
      case 'array':
        return fillList(part, place)
      case 'object':
        return part.properties === undefined ? fillMap(part, place) : fillFields(part, place)
      default:
        return stranger(place)
    }
  }

  const stranger = (place: Place): Filled => {
    strangers.add(place)
    return fc.constant(null)
  }

  const fillList = ({items = {}, minItems = 0}: Part, place: Place): Filled => {
    const item = fill(items, `${place}[]`)
    const few = fc.array(item, {minLength: minItems, maxLength: minItems + 2})
    return fc.oneof({weight: 12, arbitrary: few}, {weight: 1, arbitrary: fc.array(item, {minLength: minItems, maxLength: 40, size: 'max'})})
  }

  const fillMap = ({propertyNames, additionalProperties}: Part, place: Place): Filled => {
    const key = propertyNames === undefined ? fillName(`${place}{name}`) : fill(propertyNames, `${place}{name}`)
    const value = typeof additionalProperties === 'object' ? fill(additionalProperties, `${place}{}`) : stranger(place)
    const few = fc.array(fc.tuple(key, value), {maxLength: 3})
    const many = fc.array(fc.tuple(key, value), {maxLength: 25, size: 'max'})
    return fc.oneof({weight: 12, arbitrary: few}, {weight: 1, arbitrary: many}).map(entries => Object.fromEntries(entries))
  }

  const fillFields = (part: Part, place: Place): Filled => {
    const {properties = {}, patternProperties, required = [], maxProperties} = part
    const inner = (key: string, field: Part): Filled => fill(field, place === '' ? key : `${place}.${key}`)
    const fields = Object.entries(properties).map(([key, field]) => [key, inner(key, field)] as const)
    if (maxProperties === 1) return fc.oneof(...fields.map(([key, filled]) => filled.map(value => ({[key]: value}))))
    const free = patternProperties?.['^x-'] === undefined ? [] : [['x-free', fc.constantFrom<Json[]>(1, 'a: b', [], {a: null})] as const]
    return fc
      .constantFrom(...densities)
      .chain(density =>
        fc.tuple(
          ...[...fields, ...free].map(([key, filled]) => {
            const share = required.includes(key)
              ? 100
              : key === 'x-free'
                ? 1
                : (presence[place === '' ? key : `${place}.${key}`] ?? density)
            return fc.oneof(
              {weight: share, arbitrary: filled.map((value): readonly (readonly [string, Json])[] => [[key, value]])},
              {weight: 100 - share, arbitrary: fc.constant([])},
            )
          }),
        ),
      )
      .map(entries => Object.fromEntries(entries.flat()) as Json)
      .filter(made => fits(part, made))
  }

  return fill
}

/** Few fields, many, or nearly all, of a hundred. */
const densities = [3, 15, 15, 40, 80]

const integer = ({minimum = -2_147_483_648, maximum = 2_147_483_647}: Part): Filled =>
  fc.oneof(
    {weight: 3, arbitrary: fc.integer({min: minimum, max: Math.min(maximum, minimum + 100)})},
    {weight: 1, arbitrary: fc.constantFrom(minimum, maximum, Math.min(maximum, minimum + 1))},
    {weight: 1, arbitrary: fc.integer({min: minimum, max: maximum})},
  )
