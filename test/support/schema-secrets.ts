import {schema} from '../../src/spec/schema.gen.ts'

type Part = Readonly<Record<string, unknown>>

const partsIn = (value: unknown): readonly Part[] =>
  [value].flat().flatMap(one => (typeof one === 'object' && one !== null ? [Object.fromEntries(Object.entries(one))] : []))

/** Where the schema says that a secret is, step by step; `NAME` for names that the user gives, `0` for an item. */
export const secretPlaces: readonly (readonly string[])[] = [
  ...new Map(placesIn(schema, [], []).map(steps => [steps.join('/'), steps])).values(),
]

function placesIn(value: unknown, steps: readonly string[], inside: readonly string[]): readonly (readonly string[])[] {
  return partsIn(value).flatMap(part => {
    const reference = typeof part['$ref'] === 'string' ? part['$ref'] : ''
    if (reference === '#/$defs/secret') return [steps]
    if (inside.includes(reference)) return []
    const definition = partsIn(schema.$defs)[0]?.[reference.slice('#/$defs/'.length)]
    const around = reference === '' ? inside : [...inside, reference]
    return [
      ...[definition, part['then'], part['else'], part['allOf']].flatMap(one => placesIn(one, steps, around)),
      ...Object.entries(partsIn(part['properties'])[0] ?? {}).flatMap(([key, field]) => placesIn(field, [...steps, key], around)),
      ...placesIn(part['additionalProperties'], [...steps, 'NAME'], around),
      ...placesIn(part['items'], [...steps, '0'], around),
    ]
  })
}
