import type {Cluster, ElectricflowApplication, HostAndPort, Node, Origin, Sourced} from '../../model/cluster.ts'
import type {Comment} from '../comment.ts'
import {type NodeHeader, nodeHeaderOf} from '../header.ts'
import {connection, firstServer, isOn, isWindows, serviceFor, stompClientUri, stompEnd} from './parts.ts'
import {installPaths} from './since.ts'

/** A value with where it comes from; false where there is none. */
type Given = Sourced<string> | false

/** What the templates of a node's script print. */
export interface ScriptView extends NodeHeader {
  readonly origin: Origin
  readonly release: Comment
  readonly script: Comment
  readonly root: Sourced<string>
  readonly serverName: Sourced<string>
  readonly named: Comment
  readonly server: false | {readonly origin: Origin; readonly health: Sourced<string>; readonly shown: Comment}
  readonly web: false | {readonly origin: Origin; readonly address: Sourced<string>; readonly shown: Comment}
  readonly repository: false | {readonly origin: Origin}
  readonly zooKeeper: Given
  readonly exhibitor: Given
  readonly pluginsDirectory: Given
  readonly folders: readonly Sourced<string>[]
  readonly first: false | FirstView
}

/** What is done on one server for the whole cluster. */
interface FirstView {
  readonly upload: boolean
  readonly property: string
  readonly subject: string
  readonly altName: string
  readonly stompUri: false | (Sourced<string> & {readonly shown: Comment})
  readonly stompSecure: Given
  /** Behind which port of the name STOMP's clients find TLS; a word of a command to take over, though in a comment. */
  readonly stompDoor: string | false
}

export const scriptFile = '/usr/local/sbin/lbgen-electricflow.sh'

export function scriptView(cluster: Cluster, application: ElectricflowApplication, node: Node): ScriptView {
  const {release, serverName, installPath, pluginsDirectory, workspacesDirectory} = application
  const paths = installPaths(release.value)
  return {
    ...nodeHeaderOf(cluster, node),
    origin: application.origin,
    release: {comment: release.value},
    script: {comment: isWindows(node) ? windowsFile : scriptFile},
    root: isWindows(node) ? {value: paths.windows, origin: release.origin} : (installPath ?? {value: paths.unix, origin: release.origin}),
    serverName: {value: serverName.value.text, origin: serverName.origin},
    named: {comment: serverName.value.text},
    ...partsView(application, node),
    pluginsDirectory: pluginsDirectory ?? false,
    folders: [pluginsDirectory, workspacesDirectory].filter(folder => folder !== undefined),
    first: firstServer(application)?.name === node.name && firstView(application),
  }
}

/** What runs on the node. */
function partsView(application: ElectricflowApplication, node: Node) {
  const {servers, webServers, repositories, zooKeeper, exhibitor} = application
  const health = `http://127.0.0.1:${portOf(application, 'server', node) ?? 8000}/commanderRequest/health`
  const site = `http://127.0.0.1:${portOf(application, 'web', node) ?? 80}/`
  return {
    server: isOn(servers, node) && {origin: servers.origin, health: {value: health, origin: servers.origin}, shown: {comment: health}},
    web: isOn(webServers, node) && {origin: webServers.origin, address: {value: site, origin: webServers.origin}, shown: {comment: site}},
    repository: isOn(repositories, node) && {origin: repositories.origin},
    zooKeeper: isOn(servers, node) && given(zooKeeper),
    exhibitor: isOn(servers, node) && given(exhibitor),
  }
}

export const windowsFile = String.raw`C:\lbgen\electricflow.ps1`

const given = ({value, origin}: Sourced<readonly HostAndPort[]>): Given => value.length > 0 && {value: connection(value), origin}

function firstView(application: ElectricflowApplication): FirstView {
  const {text, kind} = application.serverName.value
  const uri = stompClientUri(application)
  const end = stompEnd(application)
  const stomp = application.services.find(({role}) => role === 'stomp')
  return {
    upload: application.zooKeeper.value.length > 0,
    property: `COMMANDER_SERVER_NAME=${text}`,
    subject: `/CN=${text}`,
    altName: `subjectAltName=${kind === 'name' ? 'DNS' : 'IP'}:${text}`,
    stompUri: uri !== undefined && {...uri, shown: {comment: uri.value}},
    stompSecure: end !== 'nobody-knows' && stomp !== undefined && {value: String(end === 'server'), origin: stomp.origin},
    stompDoor: /^stomp\+ssl:\/\/(?<door>[^/]*)/.exec(uri?.value ?? '')?.groups?.['door'] ?? false,
  }
}

/** The port of a service's part on a node itself. */
function portOf(application: ElectricflowApplication, role: string, node: Node): number | undefined {
  const port = serviceFor(application, role)?.servers.find(server => server.node.name === node.name)?.port.value
  return typeof port === 'number' ? port : undefined
}
