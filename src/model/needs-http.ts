import type {Report} from '../findings/finding.ts'
import type {HeaderChanges, Origin, Service} from './cluster.ts'
import {kinds} from './kinds.ts'
import {isDefault} from './origin.ts'

/** Something that only http has. */
interface Want {
  readonly what: string
  /** The part of a service that asks for it; undefined where it does not. */
  readonly asking: (service: Service) => {readonly origin: Origin} | undefined
  /** What a service without it says. */
  readonly without?: string
}

/** Stickiness by what a request says. */
const httpTypes = ['cookie', 'application-cookie', 'forwarded-for', 'header'] as const

const firstOf = ({set, add, remove}: HeaderChanges) => [...set, ...add, ...remove][0]

const wants: readonly Want[] = [
  ...httpTypes.map((type): Want => ({
    what: `\`persistence: ${type}\``,
    asking: ({persistence}) => (persistence.type === type ? persistence : undefined),
    without: '`persistence: none`',
  })),
  {
    what: 'the X-Forwarded-For header',
    asking: ({clientAddress}) => (clientAddress.value === 'header' ? clientAddress : undefined),
    without: '`clientAddress: hidden`',
  },
  {what: 'changing headers', asking: ({requestHeaders}) => firstOf(requestHeaders)},
  {what: 'changing headers', asking: ({responseHeaders}) => firstOf(responseHeaders)},
  {what: '`hsts`', asking: ({hsts}) => hsts, without: '`hsts: false`'},
  {what: 'compression', asking: ({compression}) => compression, without: '`compression: false`'},
  {what: 'the statistics page', asking: ({stats}) => (stats.value ? stats : undefined), without: '`stats: false`'},
  {
    what: 'balancing by what a request says',
    asking: ({balance}) => (balance.value.algorithm === 'uri' || balance.value.key !== undefined ? balance : undefined),
    without: '`balance: roundrobin`',
  },
  {
    what: 'this `fallback`',
    asking: ({fallback}) => (fallback?.kind === 'server' ? undefined : fallback),
    without: 'a `fallback` with an `address`',
  },
  {
    what: '`abortOnClose`',
    asking: ({options: {abortOnClose}}) => (abortOnClose.value ? abortOnClose : undefined),
    without: '`options: {abortOnClose: false}`',
  },
]

/** Reports LB111 for what only an http service can do. Of the kernel, which has none, its own refusals speak. */
export function reportNeedsHttp(service: Service, report: Report): void {
  const {name, mode, engine} = service
  if (mode.value === 'http' || engine.value === 'lvs') return
  for (const {what, asking, without} of wants) {
    const path = asking(service)?.origin
    if (path === undefined) continue
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
