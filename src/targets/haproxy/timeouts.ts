import type {Service, Sourced} from '../../model/cluster.ts'
import {formatDuration} from '../../model/duration.ts'
import type {Milliseconds, TimeoutName} from '../../model/values.ts'

type Timeouts = Service['timeouts']
type TimeoutsView = Record<TimeoutName, Sourced<string> | undefined>

/** In the order of their lines. */
export const allTimeouts: readonly TimeoutName[] = [
  'connect',
  'client',
  'clientFin',
  'server',
  'serverFin',
  'tunnel',
  'queue',
  'check',
  'httpRequest',
  'httpKeepAlive',
]
/** Those of front ends. */
export const clientSide: readonly TimeoutName[] = ['client', 'clientFin', 'httpRequest', 'httpKeepAlive']
/** Those of backends. */
export const nodeSide: readonly TimeoutName[] = ['connect', 'server', 'serverFin', 'tunnel', 'queue', 'check']

/** Those of the named time-outs that differ from what `defaults` says already. */
export function timeoutsView(timeouts: Partial<Timeouts>, inherited: Partial<Timeouts>, names: readonly TimeoutName[]): TimeoutsView {
  const shown = (name: TimeoutName): Sourced<string> | undefined => {
    const timeout: Sourced<Milliseconds> | undefined = names.includes(name) ? timeouts[name] : undefined
    if (timeout === undefined || timeout.value === inherited[name]?.value) return undefined
    return {value: formatDuration(timeout.value), origin: timeout.origin}
  }
  return {
    connect: shown('connect'),
    client: shown('client'),
    clientFin: shown('clientFin'),
    server: shown('server'),
    serverFin: shown('serverFin'),
    tunnel: shown('tunnel'),
    queue: shown('queue'),
    check: shown('check'),
    httpRequest: shown('httpRequest'),
    httpKeepAlive: shown('httpKeepAlive'),
  }
}
