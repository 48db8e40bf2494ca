import type {FindingKind, Report} from '../../findings/finding.ts'
import {lackingOf} from '../../model/engines.ts'
import {isDefault} from '../../model/origin.ts'
import type {Listener, Origin, Service} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'
import {ofAlgorithm, ofClientAddress, ofLimits, ofPersistence, ofTimeouts} from './refuse-traffic.ts'
import type {Refusal} from './refusal.ts'

interface Placed {
  readonly origin: Origin
}

/** What a service asks for of one kind: where, or nowhere. */
type Asked = Placed | false | undefined

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
  const fixed = rows.flatMap(({of, ...row}) => {
    const asked = of(service)
    return asked ? [{...row, origin: asked.origin}] : []
  })
  const worded = [
    ...[...service.listeners, ...service.redirects].flatMap(ofListener),
    ...service.redirects.map(redirectOf),
    ...ofClientAddress(service),
    ...ofAlgorithm(service),
    ...ofPersistence(service),
    ...ofLimits(service),
    ...ofTimeouts(service),
  ]
  for (const refusal of [...fixed, ...worded]) reportRefusal(service, refusal, report)
}

const reportRefusal = ({name}: Service, {kind, origin, what, why, instead}: Refusal, report: Report): void =>
  report({
    ...kind,
    message: `Service \`${name}\` asks for ${what}; ${why}.`,
    hint: `${instead}, or use \`engine: haproxy\`.`,
    path: origin,
  })

function ofListener({tls, interface: name, acceptProxy}: Listener): readonly Refusal[] {
  const refusals: readonly (Refusal | undefined)[] = [
    tls && {
      kind: kinds.tls,
      origin: tls.origin,
      what: 'TLS',
      why: 'the kernel passes TLS on to the nodes and cannot end it',
      instead: 'Leave it to the nodes',
    },
    name && {
      kind: kinds.listener,
      origin: name.origin,
      what: `the interface \`${name.value}\``,
      why: 'the kernel balances what comes to an address, wherever it comes in',
      instead: 'Leave it out',
    },
    acceptProxy.value
      ? {
          kind: kinds.listener,
          origin: acceptProxy.origin,
          what: '`acceptProxy`',
          why: 'the kernel does not read the PROXY protocol',
          instead: 'Leave it out',
        }
      : undefined,
  ]
  return refusals.filter(refusal => refusal !== undefined)
}

const redirectOf = ({redirect}: Service['redirects'][number]): Refusal => ({
  kind: kinds.listener,
  origin: redirect.origin,
  what: 'a redirect',
  why: 'the kernel does not speak HTTP',
  instead: 'Write a service of its own for this listener',
})
