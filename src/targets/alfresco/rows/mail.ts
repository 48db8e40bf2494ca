import {formatHost} from '../../../model/endpoint.ts'
import type {Service, Sourced} from '../../../model/cluster.ts'
import {type Facts, type Row, type Value, switchedOn, text, withRole, written} from '../facts.ts'
import {nodePorts} from '../node-ports.ts'
import {listenedHost, preferred} from '../public-address.ts'

/** Whether what a service sends to that port of a node is in TLS. */
const isTls = ({reencrypt}: Service, port: number): boolean => reencrypt !== undefined || port === 993

const imapPort = (service: Service, {node}: Facts, tls: boolean): Sourced<number> | undefined =>
  nodePorts(service, node).find(({value}) => isTls(service, value) === tls)

const imapRow = (key: string, tls: boolean, value: (port: Sourced<number>) => Value): Row =>
  withRole('imap', key, ({service}, facts) => {
    const port = imapPort(service, facts, tls)
    return port && value(port)
  })

export const imapRows: readonly Row[] = [
  switchedOn('imap', 'imap.server.enabled'),
  withRole('imap', 'imap.server.imap.enabled', ({service}, facts) => {
    const [plain, secured] = [imapPort(service, facts, false), imapPort(service, facts, true)]
    const port = plain ?? secured
    return port && text(plain !== undefined, port.origin)
  }),
  imapRow('imap.server.port', false, written),
  imapRow('imap.server.imaps.enabled', true, ({origin}) => text(true, origin)),
  imapRow('imap.server.imaps.port', true, written),
]

export const smtpRows: readonly Row[] = [
  switchedOn('smtp', 'email.inbound.enabled'),
  switchedOn('smtp', 'email.server.enabled'),
  withRole('smtp', 'email.server.port', ({service}, {node}) => {
    const [port] = nodePorts(service, node)
    return port && written(port)
  }),
  withRole('smtp', 'email.server.domain', (_, {application: {serverName}}) =>
    serverName?.value.kind === 'name' ? text(serverName.value.text, serverName.origin) : undefined,
  ),
]

/** The name of a node in the session cookie, which may hold no dot: numbered where names would meet without theirs. */
function workerName({application: {nodes}, node}: Facts): string {
  const names = nodes.map(({name}) => name.replaceAll('.', '_'))
  const index = nodes.findIndex(({name}) => name === node.name)
  return new Set(names).size === names.length ? (names[index] ?? '') : `node${index + 1}`
}

/** Where a client reaches the SharePoint protocol. */
const outside = (key: string, part: (service: Service, facts: Facts) => Value | undefined): Row =>
  withRole('spp', key, ({service}, facts) => part(service, facts))

export const sppRows: readonly Row[] = [
  withRole('spp', 'vti.server.port', ({service}, {node}) => {
    const [port] = nodePorts(service, node)
    return port && written(port)
  }),
  outside('vti.server.external.protocol', service => {
    const listener = preferred(service)
    return listener && text(listener.tls ? 'https' : 'http', listener.tls?.origin ?? listener.ports.origin)
  }),
  outside('vti.server.external.host', (service, {cluster, application}) => {
    const listener = preferred(service)
    const host = application.serverName ?? (listener && listenedHost(cluster, listener))
    return host && text(formatHost(host.value), host.origin)
  }),
  outside('vti.server.external.port', service => {
    const ports = preferred(service)?.ports
    return ports?.value[0] && text(ports.value[0].first, ports.origin)
  }),
  withRole('spp', 'vti.server.sessionIdManager.workerName', ({origin}, facts) => text(workerName(facts), facts.node.origin, origin)),
]
