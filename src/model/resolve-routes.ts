import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongDefaults, LongFallback, LongRoute} from '../spec/long.ts'

type Routing = Pick<LongDefaults, 'routes' | 'access' | 'fallback'>

/** A service's own over what is given for all: routes and a fallback are one thing each, and the service's own is whole. */
export function resolveRouting(service: Routing, applied: Routing): Routing {
  const routes = service.routes ?? applied.routes
  const fallback = service.fallback ?? applied.fallback
  const access = (service.access ?? applied.access) && {...applied.access, ...service.access}
  return {
    ...(routes && {routes: routes.map(resolveRoute)}),
    ...(access && Object.keys(access).length > 0 && {access}),
    ...(fallback && {fallback: resolveFallback(fallback)}),
  }
}

const resolveRoute = ({redirect, ...route}: LongRoute): LongRoute => ({
  ...route,
  ...(redirect && {redirect: {...language.routeRedirectFields, ...redirect}}),
})

const resolveFallback = (fallback: LongFallback): LongFallback => ('page' in fallback ? {...language.fallbackPage, ...fallback} : fallback)
