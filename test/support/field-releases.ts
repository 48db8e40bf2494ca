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

/**
 * Where HAProxy has a field, as lbgen itself says: the releases in which none of the specs is refused for it or for what is
 * around it. Gives the places that some release refuses.
 */
export function fieldReleases(specs: readonly Spec[]): ReadonlyMap<string, readonly string[]> {
  const refused = new Map<string, Set<string>>()
  for (const spec of specs) {
    for (const release of specReleases) {
      const {findings} = compileTexts(JSON.stringify({...spec, haproxy: {...spec.haproxy, version: release}}))
      for (const {path} of findings.filter(({code}) => code === 'LB401')) {
        const place = generic(path ?? '')
        refused.set(place, (refused.get(place) ?? new Set()).add(release))
      }
    }
  }
  return new Map([...refused].map(([place, releases]) => [place, specReleases.filter(release => !releases.has(release))]))
}
