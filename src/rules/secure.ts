import {adminInClear} from './admin-in-clear.ts'
import {denyOfOneFamily} from './deny-of-one-family.ts'
import {denyOfOnePath} from './deny-of-one-path.ts'
import {everyoneAllowed} from './everyone-allowed.ts'
import {exposedCookie} from './exposed-cookie.ts'
import {externalCheck} from './external-check.ts'
import {fileOfEverybody} from './file-of-everybody.ts'
import {forgedClientAddress} from './forged-client-address.ts'
import {literalSecret} from './literal-secret.ts'
import {noHsts} from './no-hsts.ts'
import {openAdminPath} from './open-admin-path.ts'
import {openRuntimeSocket} from './open-runtime-socket.ts'
import {openStats} from './open-stats.ts'
import {optionalCertificate} from './optional-certificate.ts'
import {passwordInRaw} from './password-in-raw.ts'
import {plainBesideHsts} from './plain-beside-hsts.ts'
import {plainToFarNodes} from './plain-to-far-nodes.ts'
import {protectionSwitchedOff} from './protection-switched-off.ts'
import {proxyFromAnybody} from './proxy-from-anybody.ts'
import {routeByWordOfClient} from './route-by-word-of-client.ts'
import type {Rule} from './rule.ts'
import {runsAsRoot} from './runs-as-root.ts'
import {secretInHeader} from './secret-in-header.ts'
import {shortHsts} from './short-hsts.ts'
import {slowRequests} from './slow-requests.ts'
import {unnamedCertificate} from './unnamed-certificate.ts'
import {unverifiedNodes} from './unverified-nodes.ts'
import {weakTls} from './weak-tls.ts'

/** Rules of whom a cluster lets in, and to what, by code. */
export const secure: readonly Rule[] = [
  literalSecret,
  openStats,
  externalCheck,
  forgedClientAddress,
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
]
