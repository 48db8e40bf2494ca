import type {Report} from '../findings/finding.ts'
import type {Origin, Service} from './cluster.ts'
import {kinds} from './kinds.ts'
import {isDefault} from './origin.ts'

/** Stickiness by what a request says. */
const httpTypes: ReadonlySet<string> = new Set(['cookie', 'application-cookie', 'forwarded-for', 'header'])

/** Whether it is asked for, what it is, where that stands, and what a service without it says. */
type Want = readonly [wanted: boolean, what: string, path: Origin, without?: string]

/** Reports LB111 for what only an http service can do. Of the kernel, which has none, its own refusals speak. */
export function reportNeedsHttp({name, mode, engine, ...service}: Service, report: Report): void {
  if (mode.value === 'http' || engine.value === 'lvs') return
  const {persistence, clientAddress, requestHeaders, responseHeaders, hsts, compression, fallback, stats, balance, options} = service
  const changes = [requestHeaders, responseHeaders].map(({set, add, remove}) => [...set, ...add, ...remove])
  const wants: readonly Want[] = [
    [httpTypes.has(persistence.type), `\`persistence: ${persistence.type}\``, persistence.origin, '`persistence: none`'],
    [clientAddress.value === 'header', 'the X-Forwarded-For header', clientAddress.origin, '`clientAddress: hidden`'],
    ...changes.map(([first]) => [first !== undefined, 'changing headers', first?.origin ?? ''] as const),
    [hsts !== undefined, '`hsts`', hsts?.origin ?? '', '`hsts: false`'],
    [compression !== undefined, 'compression', compression?.origin ?? '', '`compression: false`'],
    [stats.value, 'the statistics page', stats.origin, '`stats: false`'],
    [
      balance.value.algorithm === 'uri' || balance.value.key !== undefined,
      'balancing by what a request says',
      balance.origin,
      '`balance: roundrobin`',
    ],
    [fallback !== undefined && fallback.kind !== 'server', 'this `fallback`', fallback?.origin ?? '', 'a `fallback` with an `address`'],
    [options.abortOnClose.value, '`abortOnClose`', options.abortOnClose.origin, '`options: {abortOnClose: false}`'],
  ]
  for (const [wanted, what, path, without] of wants) {
    if (wanted)
      report({
        ...kinds.needsHttp,
        message: `Service \`${name}\` is in tcp mode, and ${what} needs HTTP.`,
        hint: hintOf(name, path, without),
        path,
      })
  }
}

/** What stands under `defaults` is right for other services, and the way out is in this one. */
const hintOf = (name: string, path: Origin, without = 'an empty map of its own'): string =>
  isDefault(path) ? `Write ${without} in service \`${name}\`, or \`mode: http\`.` : 'Add `mode: http` to the service, or leave this out.'
