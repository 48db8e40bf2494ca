import {activeActiveCifs} from './active-active-cifs.ts'
import {activeActiveFiles} from './active-active-files.ts'
import {ajpPort} from './ajp-port.ts'
import {bareServerName} from './bare-server-name.ts'
import {certificateOfOtherFlow} from './certificate-of-other-flow.ts'
import {clientsHiddenFromTomcat} from './clients-hidden-from-tomcat.ts'
import {dottedRoute} from './dotted-route.ts'
import {doubledRoute} from './doubled-route.ts'
import {earlyProbe} from './early-probe.ts'
import {fewMailConnections} from './few-mail-connections.ts'
import {flowTlsPort} from './flow-tls-port.ts'
import {knownHazelcastPassword} from './known-hazelcast-password.ts'
import {liveStorageCheck} from './live-storage-check.ts'
import {longKeepAlive} from './long-keep-alive.ts'
import {oneCookieForTwoTiers} from './one-cookie-for-two-tiers.ts'
import {openSolrApi} from './open-solr-api.ts'
import {plainCsrf} from './plain-csrf.ts'
import {plainStompUri} from './plain-stomp-uri.ts'
import {rootContext} from './root-context.ts'
import type {Rule} from './rule.ts'
import {scatteredFlow} from './scattered-flow.ts'
import {shallowFlowCheck} from './shallow-flow-check.ts'
import {shareOnItsOwn} from './share-on-its-own.ts'
import {sharedAgentPort} from './shared-agent-port.ts'
import {sharedClusterPort} from './shared-cluster-port.ts'
import {shortCifsTimeout} from './short-cifs-timeout.ts'
import {shortImapTimeout} from './short-imap-timeout.ts'
import {shortStompTimeout} from './short-stomp-timeout.ts'
import {smallBuffer} from './small-buffer.ts'
import {unannouncedAddress} from './unannounced-address.ts'
import {unclusteredNodes} from './unclustered-nodes.ts'
import {unpublishedMountPort} from './unpublished-mount-port.ts'
import {unstickyRepository} from './unsticky-repository.ts'
import {unstickyShareRepository} from './unsticky-share-repository.ts'
import {unstickyShare} from './unsticky-share.ts'
import {weakZooKeeper} from './weak-zookeeper.ts'
import {windowsSmbPort} from './windows-smb-port.ts'

/** Rules of what suits the product on the nodes, by code. */
export const product: readonly Rule[] = [
  shortCifsTimeout,
  activeActiveCifs,
  rootContext,
  sharedClusterPort,
  windowsSmbPort,
  shortImapTimeout,
  unannouncedAddress,
  unpublishedMountPort,
  fewMailConnections,
  plainCsrf,
  unstickyRepository,
  openSolrApi,
  activeActiveFiles,
  unclusteredNodes,
  knownHazelcastPassword,
  earlyProbe,
  unstickyShare,
  unstickyShareRepository,
  shareOnItsOwn,
  dottedRoute,
  doubledRoute,
  longKeepAlive,
  clientsHiddenFromTomcat,
  ajpPort,
  smallBuffer,
  oneCookieForTwoTiers,
  weakZooKeeper,
  flowTlsPort,
  plainStompUri,
  bareServerName,
  certificateOfOtherFlow,
  scatteredFlow,
  sharedAgentPort,
  shortStompTimeout,
  shallowFlowCheck,
  liveStorageCheck,
]
