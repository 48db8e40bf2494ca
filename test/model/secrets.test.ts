import {expect, test} from '@jest/globals'
import {understand} from '../../src/compile.ts'
import {secretsOf} from '../../src/model/secrets.ts'
import {heartbeatSpec, richSpec} from '../support/rich-spec.ts'
import {secretPlaces} from '../support/schema-secrets.ts'

/** The origins of all that a cluster keeps and that is read from elsewhere, wherever it is. */
function originsIn(value: unknown, seen = new Set<unknown>()): readonly string[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const parts: readonly unknown[] = value instanceof Map ? [...value.values()] : Object.values(value)
  const inside = parts.flatMap(part => originsIn(part, seen))
  if (!('from' in value && 'origin' in value && typeof value.origin === 'string')) return inside
  const {from} = value
  return typeof from === 'object' && from !== null && 'kind' in from && from.kind !== 'literal' ? [...inside, value.origin] : inside
}

const clusters = [richSpec, heartbeatSpec].flatMap(
  spec => understand([{file: 'cluster.yaml', text: JSON.stringify(spec)}]).understood?.cluster ?? [],
)
const read = clusters.flatMap(cluster => secretsOf(cluster).map(({origin}) => origin))

test('knows every secret that a cluster keeps', () => {
  expect(clusters).toHaveLength(2)
  expect(clusters.flatMap(cluster => originsIn(cluster)).filter(origin => !read.includes(origin))).toEqual([])
})

test('knows every secret of the schema', () => {
  const places = new Set(read.map(origin => origin.replace(/^\/applications\/[^/]+/, '/applications/NAME')))
  expect(secretPlaces.map(steps => `/${steps.join('/')}`).filter(place => !places.has(place))).toEqual([])
})
