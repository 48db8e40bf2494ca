import type {Report} from '../findings/finding.ts'
import type {Cluster} from '../model/cluster.ts'
import {activeActiveCifs} from './active-active-cifs.ts'
import {adminInClear} from './admin-in-clear.ts'
import {agentOnServicePort} from './agent-on-service-port.ts'
import {backupsAlone} from './backups-alone.ts'
import {bodyOfHead} from './body-of-head.ts'
import {brittleHash} from './brittle-hash.ts'
import {certificateOfOtherNames} from './certificate-of-other-names.ts'
import {changingSessionId} from './changing-session-id.ts'
import {checkExpectsFailure} from './check-expects-failure.ts'
import {checkStorm} from './check-storm.ts'
import {checkWithoutHost} from './check-without-host.ts'
import {checkWithoutProxy} from './check-without-proxy.ts'
import {cookieOfApplication} from './cookie-of-application.ts'
import {denyOfOneFamily} from './deny-of-one-family.ts'
import {denyOfOnePath} from './deny-of-one-path.ts'
import {endlessLoop} from './endless-loop.ts'
import {everyoneAllowed} from './everyone-allowed.ts'
import {exposedCookie} from './exposed-cookie.ts'
import {externalCheck} from './external-check.ts'
import {fallbackIsNode} from './fallback-is-node.ts'
import {fileOfEverybody} from './file-of-everybody.ts'
import {firstWithoutLimit} from './first-without-limit.ts'
import {forgedClientAddress} from './forged-client-address.ts'
import {forgetfulPersistence} from './forgetful-persistence.ts'
import {ftpWithoutData} from './ftp-without-data.ts'
import {hastyFall} from './hasty-fall.ts'
import {idleBackup} from './idle-backup.ts'
import {idleBeyondLife} from './idle-beyond-life.ts'
import {idleFallback} from './idle-fallback.ts'
import {idleNode} from './idle-node.ts'
import {lateFastInterval} from './late-fast-interval.ts'
import {limitNeverReached} from './limit-never-reached.ts'
import {literalSecret} from './literal-secret.ts'
import {logIntoNothing} from './log-into-nothing.ts'
import {logOutsideChroot} from './log-outside-chroot.ts'
import {loneNameServer} from './lone-name-server.ts'
import {loneNode} from './lone-node.ts'
import {longHalfClose} from './long-half-close.ts'
import {longSessionsInTurn} from './long-sessions-in-turn.ts'
import {lostRequestBody} from './lost-request-body.ts'
import {noHsts} from './no-hsts.ts'
import {noReadyNode} from './no-ready-node.ts'
import {noRetry} from './no-retry.ts'
import {openAdminPath} from './open-admin-path.ts'
import {openRuntimeSocket} from './open-runtime-socket.ts'
import {openStats} from './open-stats.ts'
import {optionalCertificate} from './optional-certificate.ts'
import {passwordInRaw} from './password-in-raw.ts'
import {plainBesideHsts} from './plain-beside-hsts.ts'
import {plainCheck} from './plain-check.ts'
import {plainHttpsPort} from './plain-https-port.ts'
import {plainNodePort} from './plain-node-port.ts'
import {plainToFarNodes} from './plain-to-far-nodes.ts'
import {portOfOutgoing} from './port-of-outgoing.ts'
import {portsRunOut} from './ports-run-out.ts'
import {protectionSwitchedOff} from './protection-switched-off.ts'
import {proxyAsClient} from './proxy-as-client.ts'
import {proxyFromAnybody} from './proxy-from-anybody.ts'
import {queueWithoutLimit} from './queue-without-limit.ts'
import {redirectLoop} from './redirect-loop.ts'
import {routeByWordOfClient} from './route-by-word-of-client.ts'
import {productRules} from './products.ts'
import type {Rule} from './rule.ts'
import {runsAsRoot} from './runs-as-root.ts'
import {secondsForMilliseconds} from './seconds-for-milliseconds.ts'
import {secretInHeader} from './secret-in-header.ts'
import {secureCookieInClear} from './secure-cookie-in-clear.ts'
import {shallowCheck} from './shallow-check.ts'
import {sharedCookie} from './shared-cookie.ts'
import {shortCifsTimeout} from './short-cifs-timeout.ts'
import {shortHsts} from './short-hsts.ts'
import {shortTunnel} from './short-tunnel.ts'
import {slowConnect} from './slow-connect.ts'
import {slowDetection} from './slow-detection.ts'
import {slowFailover} from './slow-failover.ts'
import {slowRequests} from './slow-requests.ts'
import {smallTable} from './small-table.ts'
import {stickyHash} from './sticky-hash.ts'
import {stuckClients} from './stuck-clients.ts'
import {tlsOnHttpPort} from './tls-on-http-port.ts'
import {tlsToPlainPort} from './tls-to-plain-port.ts'
import {tunnelWithoutTimeout} from './tunnel-without-timeout.ts'
import {uncheckedNodes} from './unchecked-nodes.ts'
import {uncheckedUdp} from './unchecked-udp.ts'
import {unevenTimeouts} from './uneven-timeouts.ts'
import {unnamedCertificate} from './unnamed-certificate.ts'
import {unpreparedFallback} from './unprepared-fallback.ts'
import {unverifiedNodes} from './unverified-nodes.ts'
import {weakTls} from './weak-tls.ts'
import {wideMask} from './wide-mask.ts'

/** Every rule, by code. */
export const rules: readonly Rule[] = [
  loneNode,
  literalSecret,
  shortCifsTimeout,
  openStats,
  noReadyNode,
  unevenTimeouts,
  activeActiveCifs,
  uncheckedNodes,
  plainHttpsPort,
  externalCheck,
  idleFallback,
  forgedClientAddress,
  sharedCookie,
  unpreparedFallback,
  uncheckedUdp,
  idleNode,
  plainNodePort,
  plainCheck,
  tlsOnHttpPort,
  tlsToPlainPort,
  redirectLoop,
  lostRequestBody,
  certificateOfOtherNames,
  stickyHash,
  proxyAsClient,
  secondsForMilliseconds,
  cookieOfApplication,
  limitNeverReached,
  queueWithoutLimit,
  tunnelWithoutTimeout,
  longHalfClose,
  shortTunnel,
  agentOnServicePort,
  endlessLoop,
  backupsAlone,
  firstWithoutLimit,
  checkExpectsFailure,
  checkWithoutHost,
  bodyOfHead,
  checkWithoutProxy,
  forgetfulPersistence,
  wideMask,
  idleBeyondLife,
  changingSessionId,
  ftpWithoutData,
  secureCookieInClear,
  logIntoNothing,
  logOutsideChroot,
  lateFastInterval,
  longSessionsInTurn,
  hastyFall,
  slowDetection,
  slowConnect,
  brittleHash,
  noRetry,
  stuckClients,
  shallowCheck,
  fallbackIsNode,
  loneNameServer,
  slowFailover,
  smallTable,
  portsRunOut,
  portOfOutgoing,
  checkStorm,
  weakTls,
  unverifiedNodes,
  unnamedCertificate,
  noHsts,
  shortHsts,
  exposedCookie,
  plainBesideHsts,
  routeByWordOfClient,
  protectionSwitchedOff,
  openRuntimeSocket,
  passwordInRaw,
  runsAsRoot,
  proxyFromAnybody,
  everyoneAllowed,
  denyOfOneFamily,
  adminInClear,
  optionalCertificate,
  plainToFarNodes,
  secretInHeader,
  fileOfEverybody,
  slowRequests,
  openAdminPath,
  denyOfOnePath,
  idleBackup,
  ...productRules,
]

/** Reports every place of a cluster that one of the rules is about. */
export function lint(cluster: Cluster, applied: readonly Rule[], report: Report): void {
  for (const {code, name, severity, see, check} of applied) {
    check(cluster, found => report({code, rule: name, severity, see, ...found}))
  }
}
