import type {Report} from '../findings/finding.ts'
import {kinds} from './kinds.ts'
import {isWithin} from './network.ts'
import type {Route, RouteHeader, RouteWhen} from './routes.ts'
import type {Sourced} from './sourced.ts'

/** Reports LB125 for routes that no client comes to, for an earlier one takes all of theirs. Says nothing where that is not certain. */
export function reportUnreachedRoutes(name: string, routes: readonly Route[], report: Report): void {
  const always = routes.findIndex(({when}) => when === undefined)
  const next = always === -1 ? undefined : routes[always + 1]
  if (next !== undefined)
    report({
      ...kinds.unreachedRoute,
      message: `Service \`${name}\` has routes after one that always holds.`,
      hint: 'Move the route without `when` to the end.',
      path: next.origin,
    })
  const tried = always === -1 ? routes : routes.slice(0, always)
  for (const [index, {when, origin}] of tried.entries()) {
    const wider = when && tried.slice(0, index).findIndex(earlier => earlier.when && takesAll(earlier.when, when))
    if (wider === undefined || wider === -1) continue
    report({
      ...kinds.unreachedRoute,
      message: `No client of service \`${name}\` comes to route ${index + 1}: whoever it is for goes by route ${wider + 1} before.`,
      hint: `Move it before route ${wider + 1}, or leave one of the two out.`,
      path: origin,
    })
  }
}

/** Whether a condition holds wherever a narrower one does: each of its parts follows from one of that. */
const takesAll = (wide: RouteWhen, narrow: RouteWhen): boolean =>
  (['host', 'sni'] as const).every(key => follows(wide[key], narrow[key], isNameIn)) &&
  (['pathRegex', 'method'] as const).every(key => follows(wide[key], narrow[key], same)) &&
  follows(wide.source, narrow.source, isWithin) &&
  wide.headers.every(header => narrow.headers.some(other => isHeaderIn(other, header))) &&
  follows(wide.path, narrow.path, same) &&
  (follows(wide.pathPrefix, narrow.pathPrefix, beginsWith) ||
    (narrow.path !== undefined && follows(wide.pathPrefix, narrow.path, beginsWith)))

/** Whether each value of the narrower list is among those of the wider one, which may be absent and hold for all. */
const follows = <T>(
  wide: Sourced<readonly T[]> | undefined,
  narrow: Sourced<readonly T[]> | undefined,
  isIn: (inner: T, outer: T) => boolean,
): boolean => wide === undefined || (narrow?.value.every(inner => wide.value.some(outer => isIn(inner, outer))) ?? false)

const same = (inner: string, outer: string): boolean => inner === outer

const beginsWith = (inner: string, outer: string): boolean => inner.startsWith(outer)

/** Names count without regard to case; `*.example.com` is every name below it. */
export function isNameIn(inner: string, outer: string): boolean {
  const [a, b] = [inner.toLowerCase(), outer.toLowerCase()]
  return a === b || (b.startsWith('*.') && a.endsWith(b.slice(1)))
}

/** A header without values is there, whatever it says. */
const isHeaderIn = (inner: RouteHeader, outer: RouteHeader): boolean =>
  inner.name.toLowerCase() === outer.name.toLowerCase() &&
  (outer.values.length === 0 || (inner.values.length > 0 && inner.values.every(value => outer.values.includes(value))))
