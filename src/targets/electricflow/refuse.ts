import type {Cluster, ElectricflowApplication, ElectricflowPart, ElectricflowRole, Origin, Service} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {kinds} from './kinds.ts'
import {firstServer, flowNodes, flows, stompClientUri} from './parts.ts'
import {hasExhibitor} from './since.ts'

/** The longest common name of a certificate: RFC 5280, ub-common-name. */
const LONGEST_NAME = 64

const horizontal = 'https://docs.cloudbees.com/docs/cloudbees-cd/10.0/horizontal-scalability/setting-mode'

/** Reports LB840 to LB849. */
export function refuse(cluster: Cluster, report: Report): void {
  const seen = new Map<string, string>()
  for (const application of flows(cluster)) {
    refuseAddresses(application, report)
    refuseZooKeeper(application, report)
    refuseStomp(application, report)
    reportUnknown(application, report)
    reportOutside(application, report)
    for (const {name} of flowNodes(application)) {
      const other = seen.get(name)
      if (other !== undefined) {
        const message = `Node \`${name}\` is in the ElectricFlow applications \`${other}\` and \`${application.name}\`, and has one script.`
        report({...kinds.twice, message, hint: 'Write `nodes` for each, so that they share none.', path: application.origin, part: 'key'})
      }
      seen.set(name, application.name)
    }
  }
}

function refuseAddresses({serverName, zooKeeper, exhibitor}: ElectricflowApplication, report: Report): void {
  const hosts = [
    {host: serverName.value, origin: serverName.origin},
    ...[...zooKeeper.value, ...exhibitor.value].map(({host, origin}) => ({host, origin: `${origin}/address`})),
  ]
  for (const {host, origin} of hosts) {
    if (host.kind !== 'ipv6') continue
    const message = `\`${host.text}\` is an IPv6 address, which ElectricFlow takes on Kubernetes alone.`
    report({...kinds.ipv6, message, hint: 'Write a host name or an IPv4 address.', path: origin, see: latest})
  }
  const {text} = serverName.value
  if (text.length > LONGEST_NAME) {
    const message = `\`${text}\` has ${text.length} characters, and the common name of a certificate ${LONGEST_NAME} at most.`
    report({...kinds.longName, message, hint: 'Give the load balancers a shorter name.', path: serverName.origin})
  }
}

const latest = 'https://docs.cloudbees.com/docs/cloudbees-cd/latest/horizontal-scalability/setting-mode'

function refuseZooKeeper(application: ElectricflowApplication, report: Report): void {
  const {name, servers, zooKeeper, exhibitor, release, origin} = application
  const hint = 'List the ZooKeeper nodes under `zooKeeper`: `[10.20.0.31, 10.20.0.32, 10.20.0.33]`.'
  if (zooKeeper.value.length === 0 && servers.nodes.length > 1) {
    const message = `Application \`${name}\` has ${servers.nodes.length} ElectricFlow servers, which are one cluster only through ZooKeeper.`
    report({...kinds.noZooKeeper, message, hint, path: origin, part: 'key', see: horizontal})
  } else if (zooKeeper.value.length === 0 && exhibitor.value.length > 0) {
    const message = `Application \`${name}\` has Exhibitor, and no ZooKeeper for it to watch.`
    report({...kinds.noZooKeeper, message, hint, path: exhibitor.origin, part: 'key', see: horizontal})
  }
  if (exhibitor.value.length > 0 && !hasExhibitor(release.value)) {
    const message = `Application \`${name}\` is release ${release.value}, which no longer knows Exhibitor: 10.2 was the last.`
    report({...kinds.exhibitorGone, message, hint: 'Remove `exhibitor`.', path: exhibitor.origin, part: 'key', see: latest})
  }
}

/** STOMP is neither HTTP nor begins with a PROXY header, in TLS or out of it. */
function refuseStomp({services}: ElectricflowApplication, report: Report): void {
  const service = services.find(({role}) => role === 'stomp')?.service
  if (service === undefined) return
  const {name, mode, clientAddress} = service
  const found = (what: string, hint: string, path: Origin): void =>
    report({...kinds.needsTcp, message: `Service \`${name}\` leads to STOMP, ${what}.`, hint, path, owner: service.origin})
  if (mode.value === 'http') found('which is not HTTP', `Write \`mode: tcp\` in service \`${name}\`.`, mode.origin)
  // Of X-Forwarded-For in tcp mode LB111 speaks.
  else if (clientAddress.value.startsWith('proxy-protocol'))
    found('where ElectricFlow reads no PROXY header', `Write \`clientAddress: hidden\` in service \`${name}\`.`, clientAddress.origin)
}

function reportUnknown(application: ElectricflowApplication, report: Report): void {
  const {name, servers, services, origin} = application
  if (servers.nodes.length === 0) {
    const message = `Application \`${name}\` has no node with an ElectricFlow server that lbgen knows, and gets no script for one.`
    report({...kinds.noServers, message, hint: 'List its nodes under `servers`.', path: origin, part: 'key'})
  } else if (firstServer(application) === undefined) {
    const message = `All servers of application \`${name}\` run Windows: nothing is written that uploads their configuration to ZooKeeper and sets the cluster's properties.`
    report({
      ...kinds.windows,
      message,
      hint: 'Run ZKConfigTool and ectool by hand on one of them, as their manual says.',
      path: origin,
      part: 'key',
    })
  }
  const stomp = services.find(({role}) => role === 'stomp')
  if (stomp === undefined || stompClientUri(application) !== undefined) return
  const message = `Service \`${stomp.service.name}\` hands STOMP on as it comes, and nobody says whether the servers of application \`${name}\` speak TLS there.`
  const hint = 'Write `stompClientUri: stomp+ssl://NAME:PORT` or `stomp://NAME:PORT`, or let the load balancer end TLS.'
  report({...kinds.unknownUri, message, hint, path: stomp.origin})
}

/** A service that leads to nodes which are not told of the load balancers. */
function reportOutside(application: ElectricflowApplication, report: Report): void {
  for (const {role, service, origin} of application.services) {
    const part = partOf(application, role)
    for (const {node} of outside(service, part)) {
      const message = `Service \`${service.name}\` leads to node \`${node.name}\`, which application \`${application.name}\` does not know for a ${titles[role]}: it is not told of the load balancers.`
      const hint = `Add \`${node.name}\` to the application's \`${part.isNamed ? fields[role] : 'nodes'}\`, or take it out of the service.`
      report({...kinds.outside, message, hint, path: origin})
    }
  }
}

const outside = ({servers}: Service, {nodes}: ElectricflowPart): Service['servers'] =>
  servers.filter(({node}) => !nodes.some(({name}) => name === node.name))

const titles = {web: 'web server', server: 'server', stomp: 'server'} as const satisfies Record<ElectricflowRole, string>
const fields = {web: 'webServers', server: 'servers', stomp: 'servers'} as const satisfies Record<ElectricflowRole, string>

const partOf = ({webServers, servers}: ElectricflowApplication, role: ElectricflowRole): ElectricflowPart =>
  role === 'web' ? webServers : servers
