import type {FindingKind, Report} from '../../findings/finding.ts'
import {lackingOf} from '../../model/engines.ts'
import {isDefault} from '../../model/origin.ts'
import type {Listener, Origin, Service} from '../../model/cluster.ts'
import {type Perhaps, type Refusal, refusal, reportRefusals} from '../refusal.ts'
import {kinds} from './kinds.ts'
import {ofAlgorithm, ofClientAddress, ofLimits, ofPersistence, ofTimeouts} from './refuse-traffic.ts'

/** What a service asks for of one kind: where, or nowhere. */
type Asked = {readonly origin: Origin} | false | undefined

type Row = Omit<Refusal, 'origin'> & {readonly of: (service: Service) => Asked}

const lacking = lackingOf('lvs')

/** A reason as it follows a semicolon. */
const reason = (field: keyof typeof lacking): string => (lacking[field] ?? '').replace(/^The/, 'the')

/** A field that the kernel has not at all. */
const without = (field: keyof typeof lacking, of: Row['of'], kind: FindingKind = kinds.field, instead = 'Leave it out'): Row => ({
  kind,
  what: `\`${field}\``,
  why: reason(field),
  instead,
  of,
})

const firstChange = ({remove, set, add}: Service['requestHeaders']): Asked => [...remove, ...set, ...add][0]

/** What is refused whatever else the service says. Of what has a value in every service only what this one wrote counts. */
const rows: readonly Row[] = [
  {
    kind: kinds.httpMode,
    what: '`mode: http`',
    why: 'the kernel forwards packets and does not read HTTP',
    instead: 'Write `mode: tcp`',
    of: ({mode}) => mode.value === 'http' && mode,
  },
  without('reencrypt', ({reencrypt}) => reencrypt, kinds.tls),
  without('requestHeaders', ({requestHeaders}) => firstChange(requestHeaders)),
  without('responseHeaders', ({responseHeaders}) => firstChange(responseHeaders)),
  without('hsts', ({hsts}) => hsts),
  without('compression', ({compression}) => compression),
  without('routes', ({routes}) => routes[0], kinds.field, 'Write one service for each listener'),
  without('access', ({access}) => access, kinds.field, 'Leave it to the packet filter'),
  without('rateLimit', ({rateLimit}) => rateLimit, kinds.field, 'Leave it to the packet filter'),
  without('stats', ({stats}) => stats.value && stats, kinds.field, 'Write `stats: false`'),
  without('sourceAddress', ({sourceAddress}) => sourceAddress),
  without('options', ({options}) => Object.values(options).find(({origin}) => !isDefault(origin))),
  without('raw', ({raw}) => [...raw.frontend, ...raw.backend][0]),
  {
    kind: kinds.field,
    what: '`cookie`',
    why: 'the kernel does not read HTTP',
    instead: 'Leave it out',
    of: ({servers}) => servers.find(({cookie}) => cookie)?.cookie,
  },
  {
    kind: kinds.discovery,
    what: 'nodes from the DNS',
    why: 'the kernel has a fixed list of addresses',
    instead: 'List the nodes by name',
    of: ({discovery}) => discovery?.name,
  },
  {
    kind: kinds.noListener,
    what: 'no listener',
    why: 'the kernel balances what comes in at an address',
    instead: 'Add `listen`',
    of: service => service.listeners.length === 0 && service.redirects.length === 0 && service,
  },
]

/** Reports what the kernel cannot do of what one service asks for: LB630 to LB639, LB641. */
export function refuseFields(service: Service, report: Report): void {
  const fixed = rows.map(({of, kind, what, why, instead}) => {
    const asked = of(service)
    return asked && refusal(kind, asked, what, why, instead)
  })
  const worded = [
    ...[...service.listeners, ...service.redirects].flatMap(ofListener),
    ...service.redirects.map(redirectOf),
    ofClientAddress(service),
    ofAlgorithm(service),
    ...ofPersistence(service),
    ...ofLimits(service),
    ...ofTimeouts(service),
  ]
  reportRefusals(service, [...fixed, ...worded], report)
}

function ofListener({origin, tls, interface: device, acceptProxy, name}: Listener): readonly Perhaps[] {
  const everywhere = 'the kernel balances what comes to an address, wherever it comes in'
  return [
    tls && refusal(kinds.tls, tls, 'TLS', 'the kernel passes TLS on to the nodes and cannot end it', 'Leave it to the nodes'),
    device && refusal(kinds.listener, device, `the interface \`${device.value}\``, everywhere, 'Leave it out'),
    name !== undefined &&
      refusal(
        kinds.listener,
        {origin: `${origin}/name`},
        'a `name` of a listener',
        'the kernel knows addresses and ports alone',
        'Leave it out',
      ),
    acceptProxy.value &&
      refusal(kinds.listener, acceptProxy, '`acceptProxy`', 'the kernel does not read the PROXY protocol', 'Leave it out'),
  ]
}

const redirectOf = ({redirect}: Service['redirects'][number]): Refusal =>
  refusal(kinds.listener, redirect, 'a redirect', 'the kernel does not speak HTTP', 'Write a service of its own for this listener')
