import {type Json, isMap} from '../rich-spec.ts'
import {type Part, type Place, definition, fits, formsOf, schema} from './schema.ts'

/** Every field of the schema by its place: `service.port`. */
export function fieldsOfSchema(): readonly Place[] {
  const found = new Set<Place>()
  const seen = new Set<Part>()
  const walk = (part: Part, place: Place): void => {
    if (seen.has(part)) return
    seen.add(part)
    if (part.$ref !== undefined) {
      const {name, part: defined} = definition(part)
      walk(defined, name)
    } else {
      for (const form of formsOf(part).filter(one => one !== part)) walk(form, place)
      for (const [key, field] of Object.entries(part.properties ?? {})) {
        found.add(inner(place, key))
        walk(field, inner(place, key))
      }
      if (part.items) walk(part.items, `${place}[]`)
      if (typeof part.additionalProperties === 'object') walk(part.additionalProperties, `${place}{}`)
    }
  }
  walk(schema, '')
  return [...found]
}

const inner = (place: Place, key: string): Place => (place === '' ? key : `${place}.${key}`)

/** The fields of the schema that a spec uses. */
export function fieldsIn(value: Json, part: Part = schema, place: Place = ''): readonly Place[] {
  if (part.$ref !== undefined) {
    const {name, part: defined} = definition(part)
    return fieldsIn(value, defined, name)
  }
  const forms = formsOf(part)
  if (forms[0] !== part) return forms.filter(form => fits(form, value)).flatMap(form => fieldsIn(value, form, place))
  const {items, properties = {}, additionalProperties} = part
  if (Array.isArray(value)) return items === undefined ? [] : value.flatMap((item: Json) => fieldsIn(item, items, `${place}[]`))
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, one]) => {
    const field = properties[key]
    if (field !== undefined) return [inner(place, key), ...fieldsIn(one, field, inner(place, key))]
    return typeof additionalProperties === 'object' ? fieldsIn(one, additionalProperties, `${place}{}`) : []
  })
}
