import type {PortRange, Sourced} from '../../../model/cluster.ts'
import {type Facts, type Published, type Row, type Value, switchedOn, text, withRole, written} from '../facts.ts'
import {listenedHost} from '../public-address.ts'
import {dataRange, nodePorts} from '../node-ports.ts'
import {loadBalancerAddresses} from '../load-balancers.ts'

const firstPort = ({service}: Published, {node}: Facts): Value | undefined => {
  const [port] = nodePorts(service, node)
  return port && written(port)
}

/** A port that the service reaches on the nodes, if it does. */
const portAmong = (wanted: number) =>
  function ({service}: Published, {node}: Facts): Value | undefined {
    const port = nodePorts(service, node).find(({value}) => value === wanted)
    return port && written(port)
  }

/** SMB straight over TCP, and the older way over NetBIOS where a service publishes that. */
export const cifsRows: readonly Row[] = [
  switchedOn('cifs', 'cifs.enabled'),
  withRole('cifs', 'cifs.tcpipSMB.port', ({service}, {node}) => {
    const port = nodePorts(service, node).find(({value}) => value !== 139 && value !== 1139)
    return port && written(port)
  }),
  withRole('cifs', 'cifs.netBIOSSMB.sessionPort', ({service}, {node}) => {
    const port = nodePorts(service, node).find(({value}) => value === 139 || value === 1139)
    return port && written(port)
  }),
  {
    key: 'cifs.loadBalancerList',
    value: facts => {
      const {origin, addresses} = loadBalancerAddresses(facts)
      if (origin === undefined || addresses.length === 0) return undefined
      return text(addresses.map(({value}) => value).join(','), origin, ...addresses.map(address => address.origin))
    },
  },
]

/** The ports on which a node takes data connections: its own service's, or those of the service for all. */
function passivePorts({application}: Pick<Facts, 'application'>, node: string, {service}: Published): Sourced<PortRange> | undefined {
  const own = application.passive.get(node)
  if (own !== undefined) return dataRange(own.service)
  return application.passive.size > 0 ? undefined : dataRange(service)
}

const passivePort = (key: string, end: 'first' | 'last'): Row =>
  withRole('ftp', key, (published, facts) => {
    const range = passivePorts(facts, facts.node.name, published)
    const own = facts.application.passive.get(facts.node.name)
    return range && text(range.value[end], ...(own ? [own.origin] : []), range.origin)
  })

export const ftpRows: readonly Row[] = [
  switchedOn('ftp', 'ftp.enabled'),
  withRole('ftp', 'ftp.port', firstPort),
  passivePort('ftp.dataPortFrom', 'first'),
  passivePort('ftp.dataPortTo', 'last'),
  withRole('ftp', 'ftp.externalAddress', ({service}, {cluster}) => {
    const [listener] = service.listeners
    const host = listener && listenedHost(cluster, listener)
    return host?.value.kind === 'ipv4' ? text(host.value.text, host.origin) : undefined
  }),
]

export const nfsRows: readonly Row[] = [
  switchedOn('nfs', 'nfs.enabled'),
  withRole('nfs', 'nfs.nfsServerPort', ({service}, {node, application: {mountPort}}) => {
    const port = nodePorts(service, node).find(({value}) => value !== 111 && value !== mountPort?.value)
    return port && written(port)
  }),
  withRole('nfs', 'nfs.mountServerPort', (_, {application: {mountPort}}) => mountPort && written(mountPort)),
  withRole('nfs', 'nfs.portMapperEnabled', (published, facts) => {
    const port = portAmong(111)(published, facts)
    return port && {text: 'true', origins: port.origins}
  }),
  withRole('nfs', 'nfs.portMapperPort', portAmong(111)),
]
