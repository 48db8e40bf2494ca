import {ajpPort} from './ajp-port.ts'
import {clientsHiddenFromTomcat} from './clients-hidden-from-tomcat.ts'
import {dottedRoute} from './dotted-route.ts'
import {doubledRoute} from './doubled-route.ts'
import {longKeepAlive} from './long-keep-alive.ts'
import {oneCookieForTwoTiers} from './one-cookie-for-two-tiers.ts'
import type {Rule} from './rule.ts'
import {shareOnItsOwn} from './share-on-its-own.ts'
import {smallBuffer} from './small-buffer.ts'
import {unstickyShareRepository} from './unsticky-share-repository.ts'
import {unstickyShare} from './unsticky-share.ts'

/** What there is to say of Alfresco Share and its Tomcats: LB320 to LB334. */
export const rulesOfShare: readonly Rule[] = [
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
]
