import type {Report} from '../findings/finding.ts'
import type {OriginOf, Sourced} from './sourced.ts'
import {host, sourced} from './origin.ts'
import type {ResolvedService} from './resolve.ts'
import type {Fallback} from './routes.ts'

/** Who answers when no node is up. Reports LB106. */
export function buildFallback(
  {fallback}: ResolvedService,
  resolvers: string | undefined,
  originOf: OriginOf,
  report: Report,
): Fallback | undefined {
  if (fallback === undefined) return undefined
  const origin = originOf('fallback')
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, originOf('fallback', key))
  if ('redirect' in fallback) return {kind: 'redirect', origin, to: at('redirect', fallback.redirect)}
  if ('page' in fallback) return {kind: 'page', origin, page: at('page', fallback.page), status: at('status', fallback.status ?? 503)}
  const address = host(fallback.address, originOf('fallback', 'address'), report)
  return {
    kind: 'server',
    origin,
    address,
    port: at('port', fallback.port),
    resolvers: address.value.kind === 'name' ? resolvers : undefined,
  }
}
