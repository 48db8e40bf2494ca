import {alfresco} from './alfresco/index.ts'
import {alfrescoShare} from './alfresco-share/index.ts'
import {balance} from './balance/index.ts'
import {electricflow} from './electricflow/index.ts'
import {haproxy} from './haproxy/index.ts'
import {heartbeat} from './heartbeat/index.ts'
import {keepalived} from './keepalived/index.ts'
import {host} from './host/index.ts'
import {ldirectord} from './ldirectord/index.ts'
import {lvs} from './lvs/index.ts'
import {pound} from './pound/index.ts'
import {realserver} from './realserver/index.ts'
import {stunnel} from './stunnel/index.ts'
import type {Target} from './target.ts'

/** Every product that lbgen writes files for. */
export const targets: readonly Target[] = [
  haproxy,
  stunnel,
  pound,
  balance,
  lvs,
  keepalived,
  ldirectord,
  heartbeat,
  host,
  realserver,
  alfresco,
  alfrescoShare,
  electricflow,
]
