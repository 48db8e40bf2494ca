import {formatEndpoint} from '../../model/endpoint.ts'
import type {Node, Origin, Sourced} from '../../model/cluster.ts'
import {type SharedHeader, sharedHeaderOf} from '../header.ts'
import {csrfShapeOf, hasApiEndpoint, hasSlingshotConnector} from './since.ts'
import type {Tier} from '../../model/applications/tier.ts'
import {repositoryPortOn} from './ports.ts'
import {escapeRegex, formatUrl, innerUrl, publicUrls} from './urls.ts'

/** What the template of `share-config-custom.xml` prints. */
export interface ConfigView extends SharedHeader {
  readonly origin: Origin
  readonly release: Origin
  /** False where nobody says where the repository is. */
  readonly remote: false | RemoteView
  readonly csrf: false | CsrfView
}

interface RemoteView {
  /** Who says where the repository is. */
  readonly origin: Origin
  readonly release: Origin
  /** The repository's address, without a path. */
  readonly base: string
  readonly hasApi: boolean
  /** False: users log in to Share. */
  readonly sso: false | SsoView
}

interface SsoView extends Pick<RemoteView, 'origin' | 'release' | 'base' | 'hasApi'> {
  readonly field: Origin
  /** Surf's own connector: Share has none yet. */
  readonly isSurf: boolean
  /** False: the session's cookie says who the user is. */
  readonly userHeader: false | Sourced<string>
}

interface CsrfView {
  readonly origin: Origin
  readonly from: readonly Origin[]
  readonly referer: string
  readonly origins: string
}

const USER_HEADER = 'X-Alfresco-Remote-User'

/** What one node's Share is told. Nodes differ where each asks its own repository, and nowhere else. */
export const configView = (tier: Tier, node: Node): ConfigView => ({
  ...sharedHeaderOf(tier.cluster),
  origin: tier.share.origin,
  release: tier.share.release.origin,
  remote: remoteView(tier, node),
  csrf: csrfView(tier),
})

function remoteView(tier: Tier, node: Node): ConfigView['remote'] {
  const {share} = tier
  const where = repositoryUrl(tier, node)
  if (where === undefined) return false
  const remote = {
    origin: where.origin,
    base: where.value,
    release: share.release.origin,
    hasApi: hasApiEndpoint(share.release.value),
  }
  if (share.sso.value === 'none') return {...remote, sso: false}
  const header = share.userHeader ?? {value: USER_HEADER, origin: share.sso.origin}
  const sso = {
    ...remote,
    field: share.sso.origin,
    isSurf: !hasSlingshotConnector(share.release.value),
    userHeader: share.sso.value === 'external' && header,
  }
  return {...remote, sso}
}

/** Where a node's Share finds the repository; undefined where nobody says. */
export function repositoryUrl(tier: Tier, node: Node): Sourced<string> | undefined {
  const {cluster, share, serverName, repositoryService} = tier
  if (share.endpoints.value === 'local') {
    return {value: `http://${formatEndpoint(node.address.value, repositoryPortOn(tier, node))}`, origin: share.endpoints.origin}
  }
  const url = repositoryService && innerUrl(cluster, repositoryService, serverName?.value)
  return url && {value: formatUrl(url), origin: url.origin}
}

/**
 * Browsers name the public address in Referer and Origin, and Share would hold it against the one that Tomcat knows:
 * regular expressions that hold for each public address.
 */
function csrfView({cluster, share, serverName, shareService}: Tier): ConfigView['csrf'] {
  if (!share.csrf.value || csrfShapeOf(share.release.value) !== 'properties' || shareService === undefined) return false
  const urls = publicUrls(cluster, shareService, serverName?.value)
  const distinct = [...new Set(urls.map(url => escapeRegex(formatUrl(url))))]
  return {
    origin: share.csrf.origin,
    from: [...(serverName === undefined ? [] : [serverName.origin]), ...urls.map(({origin}) => origin)],
    referer: distinct.map(url => `${url}/.*`).join('|'),
    origins: distinct.join('|'),
  }
}
