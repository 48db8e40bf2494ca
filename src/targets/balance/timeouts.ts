import type {Report} from '../../findings/finding.ts'
import type {Milliseconds} from '../../model/values.ts'
import type {Service, Sourced} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'
import {isDefault} from '../../model/origin.ts'

/** Seconds of `-t`; undefined leaves Balance its own 5. Reports LB519. */
export function connectSeconds(service: Service, report: Report): Sourced<number> | undefined {
  const {connect} = service.timeouts
  return connect && seconds(service, 'connect', connect, report)
}

/**
 * Seconds of `-T`: both sides are closed after that silence. Balance has one for client and server, so that there must be both,
 * and alike. Reports LB518 and LB519.
 */
export function idleSeconds(service: Service, report: Report): Sourced<number> | undefined {
  const {client, server} = service.timeouts
  if (client === undefined && server === undefined) return undefined
  if (client !== undefined && client.value === server?.value) return seconds(service, 'client', client, report)
  reportApart(service, report)
  return undefined
}

function reportApart({name, origin, timeouts: {client, server}}: Service, report: Report): void {
  const [has, lacks] = client ? ['client', 'server'] : ['server', 'client']
  const problem =
    client && server ? 'writes different timeouts for `client` and `server`' : `writes the timeout \`${has}\` without \`${lacks}\``
  report({
    ...kinds.idleTimeout,
    message: `Service \`${name}\` ${problem}; Balance has one for the silence of both.`,
    hint: 'Write the same for `client` and `server`, or neither, or use `engine: haproxy`.',
    path: [client, server].find(side => side && !isDefault(side.origin))?.origin ?? origin,
  })
}

/** The largest number that Balance's `atoi` can hold. */
const mostSeconds = 2_147_483_647

function seconds(service: Service, name: string, timeout: Sourced<Milliseconds>, report: Report): Sourced<number> | undefined {
  const value = timeout.value / 1000
  if (Number.isInteger(value) && value >= 1 && value <= mostSeconds) return {value, origin: timeout.origin}
  report({
    ...kinds.seconds,
    message: `Service \`${service.name}\` cannot keep the timeout \`${name}\` of ${timeout.value} ms; Balance counts whole seconds.`,
    hint: `Write \`${Math.min(mostSeconds, Math.max(1, Math.round(value)))}s\`, or use \`engine: haproxy\`.`,
    path: timeout.origin,
  })
  return undefined
}
