import type {HaproxySettings, Service} from '../../model/cluster.ts'
import {backendNeeds} from './backend-needs.ts'
import type {Need} from './need.ts'
import {listenerNeeds, ownNeeds} from './needs-front.ts'

export type {Need} from './need.ts'

/** What services may need. */
export const serviceNeeds: readonly Need<Service>[] = [
  ...listenerNeeds,
  ...backendNeeds,
  {feature: 'hsts', what: 'Strict-Transport-Security', asked: ({hsts}) => hsts?.origin},
]

/** What `haproxy` itself may need. */
export const settingsNeeds: readonly Need<HaproxySettings>[] = [
  ...ownNeeds,
  {
    feature: 'laterTimeouts',
    what: 'a time-out for tunnels, or for a side that has ended',
    asked: ({defaults: {timeouts}}) => (timeouts.tunnel ?? timeouts.clientFin ?? timeouts.serverFin)?.origin,
  },
]
