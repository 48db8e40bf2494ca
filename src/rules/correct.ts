import {agentOnServicePort} from './agent-on-service-port.ts'
import {backupsAlone} from './backups-alone.ts'
import {bodyOfHead} from './body-of-head.ts'
import {certificateOfOtherNames} from './certificate-of-other-names.ts'
import {changingSessionId} from './changing-session-id.ts'
import {checkExpectsFailure} from './check-expects-failure.ts'
import {checkWithoutHost} from './check-without-host.ts'
import {checkWithoutProxy} from './check-without-proxy.ts'
import {cookieOfApplication} from './cookie-of-application.ts'
import {endlessLoop} from './endless-loop.ts'
import {firstWithoutLimit} from './first-without-limit.ts'
import {forgetfulPersistence} from './forgetful-persistence.ts'
import {ftpWithoutData} from './ftp-without-data.ts'
import {idleBeyondLife} from './idle-beyond-life.ts'
import {idleFallback} from './idle-fallback.ts'
import {idleNode} from './idle-node.ts'
import {lateFastInterval} from './late-fast-interval.ts'
import {limitNeverReached} from './limit-never-reached.ts'
import {logIntoNothing} from './log-into-nothing.ts'
import {logOutsideChroot} from './log-outside-chroot.ts'
import {longHalfClose} from './long-half-close.ts'
import {longSessionsInTurn} from './long-sessions-in-turn.ts'
import {lostRequestBody} from './lost-request-body.ts'
import {plainCheck} from './plain-check.ts'
import {plainHttpsPort} from './plain-https-port.ts'
import {plainNodePort} from './plain-node-port.ts'
import {proxyAsClient} from './proxy-as-client.ts'
import {queueWithoutLimit} from './queue-without-limit.ts'
import {redirectLoop} from './redirect-loop.ts'
import type {Rule} from './rule.ts'
import {secondsForMilliseconds} from './seconds-for-milliseconds.ts'
import {secureCookieInClear} from './secure-cookie-in-clear.ts'
import {sharedCookie} from './shared-cookie.ts'
import {shortTunnel} from './short-tunnel.ts'
import {stickyHash} from './sticky-hash.ts'
import {tlsOnHttpPort} from './tls-on-http-port.ts'
import {tlsToPlainPort} from './tls-to-plain-port.ts'
import {tunnelWithoutTimeout} from './tunnel-without-timeout.ts'
import {unevenTimeouts} from './uneven-timeouts.ts'
import {unpreparedFallback} from './unprepared-fallback.ts'
import {wideMask} from './wide-mask.ts'

/** Rules of what will not work, or not as it is meant, by code. */
export const correct: readonly Rule[] = [
  unevenTimeouts,
  plainHttpsPort,
  idleFallback,
  sharedCookie,
  unpreparedFallback,
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
]
