import {brittleHash} from './brittle-hash.ts'
import {checkStorm} from './check-storm.ts'
import {fallbackIsNode} from './fallback-is-node.ts'
import {hastyFall} from './hasty-fall.ts'
import {idleBackup} from './idle-backup.ts'
import {loneNode} from './lone-node.ts'
import {noReadyNode} from './no-ready-node.ts'
import {noRetry} from './no-retry.ts'
import {portOfOutgoing} from './port-of-outgoing.ts'
import {portsRunOut} from './ports-run-out.ts'
import type {Rule} from './rule.ts'
import {shallowCheck} from './shallow-check.ts'
import {singleNameServer} from './single-name-server.ts'
import {slowConnect} from './slow-connect.ts'
import {slowDetection} from './slow-detection.ts'
import {slowFailover} from './slow-failover.ts'
import {smallTable} from './small-table.ts'
import {stuckClients} from './stuck-clients.ts'
import {uncheckedNodes} from './unchecked-nodes.ts'
import {uncheckedUdp} from './unchecked-udp.ts'

/** Rules of what does not stay up, by code. */
export const available: readonly Rule[] = [
  loneNode,
  noReadyNode,
  uncheckedNodes,
  uncheckedUdp,
  hastyFall,
  slowDetection,
  slowConnect,
  brittleHash,
  noRetry,
  stuckClients,
  shallowCheck,
  fallbackIsNode,
  singleNameServer,
  slowFailover,
  smallTable,
  portsRunOut,
  portOfOutgoing,
  checkStorm,
  idleBackup,
]
