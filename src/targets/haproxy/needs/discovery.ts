import type {Resolvers, Service} from '../../../model/cluster.ts'
import {resolverDefaults} from '../../../model/discovery.ts'
import type {Need} from './need.ts'

/** What services may need of the DNS. */
export const needsOfDiscovery: readonly Need<Service>[] = [
  {feature: 'serverTemplates', what: 'to find its nodes in the DNS', asked: ({discovery}) => discovery?.origin},
]

/** What resolvers may need. What is a default anyway is left out where a release has it not. */
export const needsOfResolvers: readonly Need<Resolvers>[] = [
  {feature: 'resolvers', what: 'to look names up while HAProxy runs', asked: ({origin}) => origin},
  {
    feature: 'resolveTimeout',
    what: '`timeouts.resolve`',
    asked: ({timeouts: {resolve}}) => (resolve.value === resolverDefaults.resolve ? undefined : resolve.origin),
  },
  {
    feature: 'payloadSize',
    what: '`payloadSize`',
    asked: ({payloadSize}) => (payloadSize.value === resolverDefaults.payloadSize ? undefined : payloadSize.origin),
  },
  {feature: 'holdObsolete', what: '`hold.obsolete`', asked: ({hold}) => hold.obsolete?.origin},
]
