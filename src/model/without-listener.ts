import type {Report} from '../findings/finding.ts'
import type {Origin, Service} from './cluster.ts'
import {kinds} from './kinds.ts'

/**
 * Reports LB120 for what a service without a listener of its own says of its clients' side, where nothing comes of it.
 */
export function reportWithoutListener(service: Service, report: Report): void {
  const {name, origin, listeners, redirects} = service
  if (listeners.length > 0) return
  const own = clientSide(service).filter(path => path.startsWith(`${origin}/`))
  for (const path of new Set(own)) {
    report({
      ...kinds.contradiction,
      message: `Service \`${name}\` has no listener of its own${redirects.length > 0 ? ' that serves' : ''}, and this is about its listeners' side.`,
      hint: 'Write it on the service whose routes lead here, or give this one `listen`.',
      path,
      part: 'key',
    })
  }
}

function clientSide({timeouts, limits, options, raw, routes, redirects, compression, ...service}: Service): readonly Origin[] {
  const {client, clientFin, httpRequest, httpKeepAlive} = timeouts
  // Redirects over TLS say it too.
  const hsts = redirects.length > 0 ? undefined : service.hsts
  const settings = [client, clientFin, httpRequest, httpKeepAlive, limits.maxConnections, options.dontLogNull, hsts, compression]
  const written = settings.flatMap(setting => setting?.origin ?? [])
  const lists = [routes[0], raw.frontend[0]].flatMap(item => item?.origin.replace(/\/\d+$/, '') ?? [])
  return [...written, ...lists]
}

/** Reports LB117 for routes that such a service would take from `defaults`. */
export const reportRoutesOfDefaults = (path: Origin, report: Report): void =>
  report({
    ...kinds.notApplied,
    message: `Service \`${path.slice(path.lastIndexOf('/') + 1)}\` has no listener of its own, where routes are tried: those of \`defaults\` are not applied to it.`,
    hint: 'Nothing has to be done.',
    path: '/defaults/routes',
    part: 'key',
  })
