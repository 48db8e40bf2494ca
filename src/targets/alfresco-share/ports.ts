import type {Tier} from '../../model/applications/tier.ts'
import type {Node, Service} from '../../model/cluster.ts'

/** Where Tomcat listens unless it is told otherwise. */
const TOMCAT_PORT = 8080

/** The port of Share on a node. */
export const sharePortOn = ({shareService}: Tier, node: Node): number => portOn(shareService, node) ?? TOMCAT_PORT

/** The port of the repository on a node. */
export const repositoryPortOn = ({share, repositoryService}: Tier, node: Node): number =>
  share.repositoryPort?.value ?? portOn(repositoryService, node) ?? TOMCAT_PORT

function portOn(service: Service | undefined, node: Node): number | undefined {
  const port = service?.servers.find(server => server.node.name === node.name)?.port.value
  return port === 'same' ? undefined : port
}
