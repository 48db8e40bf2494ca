import {specReleases} from './spec-releases.ts'
import {compileTexts} from './compiling.ts'
import type {Json} from './rich-spec.ts'

/** A spec with every field, whatever its `haproxy`. */
type Spec = {readonly haproxy: {readonly [field: string]: Json}} & {readonly [field: string]: Json}

/** The maps of the language whose keys are names that the user chooses. */
const named = new Set(['loadBalancers', 'nodes', 'certificates', 'services', 'applications', 'resolvers'])

/** A place in a spec as the reference names it: `/services/web/listen/0/tls` is `services.NAME.listen.tls`. */
function generic(pointer: string): string {
  const [first = '', ...rest] = pointer.split('/').slice(1)
  const steps = named.has(first) ? [first, 'NAME', ...rest.slice(1)] : [first, ...rest]
  return steps.filter(step => !/^\d+$/.test(step)).join('.')
}

/** Every place in a value, itself included. */
const placesIn = (value: Json, path = ''): readonly string[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, `${path}/${key}`))]
    : [path]

/**
 * Where HAProxy has a field, as lbgen itself says: the releases for which it refuses neither the field nor what is around it,
 * in one place of the specs at least. Gives the fields that some release lacks.
 */
export function fieldReleases(specs: readonly Spec[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const spec of specs) {
    for (const release of specReleases) {
      const {findings} = compileTexts(JSON.stringify({...spec, haproxy: {...spec.haproxy, version: release}}))
      const refused = findings.flatMap(({code, path = ''}) => (code === 'LB401' ? [path] : []))
      for (const path of placesIn(spec)) {
        const releases = found.get(generic(path)) ?? new Set()
        if (!refused.some(part => `${path}/`.startsWith(`${part}/`))) releases.add(release)
        found.set(generic(path), releases)
      }
    }
  }
  return new Map(
    [...found]
      .filter(([, some]) => some.size < specReleases.length)
      .map(([place, some]) => [place, specReleases.filter(release => some.has(release))]),
  )
}
