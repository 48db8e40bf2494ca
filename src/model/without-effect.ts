import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongSpec} from '../spec/long.ts'
import {pointer} from '../spec/pointer.ts'
import type {Cluster, Origin, Service} from './cluster.ts'
import {kinds} from './kinds.ts'
import {bindsOf} from './listener.ts'

/** Something that may be written, and of which nothing may come. */
interface Row {
  readonly path: Origin
  readonly written: unknown
  /** What it is where nobody writes it; a map of that, for a map. */
  readonly usual?: unknown
  /** Whether something comes of it. */
  readonly isUsed: boolean
  /** What is written, as a sentence begins. */
  readonly what: string
  readonly why: string
  /** What would give it an effect. */
  readonly otherwise: string
}

/** Reports LB159 for what is written and changes nothing that is rendered, once for each block or field. */
export function reportWithoutEffect(written: LongSpec, cluster: Cluster, report: Report): void {
  for (const {path, what, why, otherwise, ...row} of rowsOf(written, cluster))
    if (!row.isUsed && !isUsual(row.written, row.usual))
      report({
        ...kinds.withoutEffect,
        message: `${what} has no effect: ${why}.`,
        hint: `Leave it out, or ${otherwise}.`,
        path,
        part: 'key',
      })
}

/** Whether nothing is written, or nothing but what is so anyway: a spec that is printed with its defaults says all of them. */
function isUsual(written: unknown, usual: unknown): boolean {
  if (typeof written !== 'object' || written === null) return written === undefined || written === usual
  const usuals = new Map(typeof usual === 'object' && usual !== null ? Object.entries(usual) : [])
  return Object.entries(written).every(([key, value]) => usuals.has(key) && isUsual(value, usuals.get(key)))
}

const rowsOf = (written: LongSpec, cluster: Cluster): readonly Row[] => [
  ...settingRows(written, cluster),
  ...certificateRows(written, cluster),
  ...resolverRows(written, cluster),
  ...nodeRows(written, cluster),
  ...cluster.services.flatMap(service => checkRows(written, service)),
]

/** Blocks of a program that nothing here asks for. */
function settingRows(written: LongSpec, {services, haproxy, termination, host}: Cluster): readonly Row[] {
  const ends = (program: string): boolean => termination.terminator.value === program
  const forwards = (engine: Engine): boolean => services.some(service => service.engine.value === engine)
  const forwarding = forwards('haproxy') || haproxy.stats !== undefined
  return [
    {...ofTerminator('stunnel', 'stunnel'), isUsed: ends('stunnel'), written: written.stunnel},
    {...ofTerminator('pound', 'Pound'), isUsed: ends('pound'), written: written.pound, usual: language.poundSettings},
    {...ofEngine('haproxy'), isUsed: forwarding, written: written.haproxy, usual: language.haproxy},
    {...ofEngine('balance'), isUsed: forwards('balance'), written: written.balance, usual: language.balanceSettings},
    {...ofEngine('lvs'), isUsed: forwards('lvs'), written: written.lvs, usual: language.lvsSettings},
    {
      path: '/host/sshPort',
      written: written.host?.sshPort,
      usual: language.hostSettings.sshPort,
      isUsed: host.firewall.value,
      what: '`sshPort`',
      why: 'no firewall is written',
      otherwise: 'write `firewall: true`',
    },
  ]
}

type Engine = Service['engine']['value']
type Words = Pick<Row, 'path' | 'what' | 'why' | 'otherwise'>

const ofTerminator = (program: string, called: string): Words => ({
  path: `/${program}`,
  what: `\`${program}\``,
  why: `${called} does not end TLS here`,
  otherwise: `write \`tls: {terminator: ${program}}\``,
})

const ofEngine = (engine: Engine): Words => ({
  path: `/${engine}`,
  what: `\`${engine}\``,
  why: `no service has \`engine: ${engine}\``,
  otherwise: 'write that on a service',
})

function certificateRows({certificates}: LongSpec, {services, haproxy: {stats}}: Cluster): readonly Row[] {
  if (certificates === undefined) return []
  const listeners = [...services.flatMap(bindsOf), ...(stats === undefined ? [] : [stats.listener])]
  const files = [
    ...listeners.flatMap(({tls}) => tls?.certificates ?? []),
    ...services.flatMap(({reencrypt}) => reencrypt?.certificate ?? []),
  ]
  const used = new Set(files.map(({origin}) => origin))
  return Object.entries(certificates).map(([name, value]) => ({
    path: pointer('/certificates', name),
    written: value,
    isUsed: used.has(pointer('/certificates', name, 'file')),
    what: `Certificate \`${name}\``,
    why: 'nobody shows it',
    otherwise: 'name it under `tls` of a listener',
  }))
}

function resolverRows({resolvers}: LongSpec, {services}: Cluster): readonly Row[] {
  if (resolvers === undefined) return []
  const used = new Set(
    services.flatMap(({discovery, servers, fallback}) => [
      discovery?.resolvers.value,
      ...servers.map(({node}) => node.resolvers),
      fallback?.kind === 'server' ? fallback.resolvers : undefined,
    ]),
  )
  return Object.entries(resolvers).map(([name, value]) => ({
    path: pointer('/resolvers', name),
    written: value,
    isUsed: used.has(name),
    what: `\`${name}\``,
    why: 'nobody asks these resolvers',
    otherwise: 'name them under `nodes` of a service, beside a `dns` name',
  }))
}

/** What only matters of a node that takes packets itself. Of its other fields of that kind the target for nodes speaks. */
function nodeRows({nodes}: LongSpec, {services, applications}: Cluster): readonly Row[] {
  const fields = Object.entries(nodes ?? {}).flatMap(([name, {os, interface: device}]) =>
    os === undefined && device === undefined
      ? []
      : [{name, field: 'os', written: os, usual: language.nodeFields.os} as const, {name, field: 'interface', written: device} as const],
  )
  if (fields.length === 0) return []
  const used = new Set(services.flatMap(({packets, servers}) => (packets === undefined ? [] : servers.map(({node}) => node.name))))
  // Whether a product can do something depends on the system it runs on.
  const hosts = new Set(applications.flatMap(application => application.nodes.map(({name}) => name)))
  return fields.map(({name, field, ...row}) => ({
    ...row,
    path: pointer('/nodes', name, field),
    isUsed: used.has(name) || (field === 'os' && hosts.has(name)),
    what: `\`${field}\` of node \`${name}\``,
    why: 'it is in no service with `engine: lvs`, and nothing is written for the node itself',
    otherwise: 'put it into one',
  }))
}

function checkRows({services}: LongSpec, {name, check, engine}: Service): readonly Row[] {
  if (check.type !== 'none' || engine.value === 'balance') return []
  return [
    {
      path: pointer('/services', name, 'timeouts', 'check'),
      written: services?.[name]?.timeouts?.check,
      isUsed: false,
      what: `\`timeouts.check\` of service \`${name}\``,
      why: 'its nodes are not checked',
      otherwise: 'write another `check` than `none`',
    },
  ]
}
