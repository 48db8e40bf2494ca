import type {Origin, Persistence, Service} from '../../../model/cluster.ts'
import {entriesOf} from '../../../model/listener.ts'
import type {Need} from './need.ts'

/** Where a service asks for stickiness of one of these types. */
const asksFor =
  (...types: readonly Persistence['type'][]) =>
  ({persistence: {type, origin}}: Service): Origin | undefined =>
    types.includes(type) ? origin : undefined

/** What the stickiness of services may need. */
export const needsOfPersistence: readonly Need<Service>[] = [
  {feature: 'headerKeys', what: 'to know its clients by a header', asked: asksFor('header', 'forwarded-for')},
  {feature: 'userKeys', what: 'to know its clients by their remote desktop cookie', asked: asksFor('rdp-cookie')},
  {feature: 'binaryTables', what: 'to know its clients by their TLS session', asked: asksFor('tls-session-id')},
  {
    feature: 'sessionTables',
    what: 'a size for what it remembers of sessions',
    // Nobody is refused what he has not asked for on the service itself.
    asked: ({persistence}) =>
      persistence.type === 'application-cookie' && !persistence.size.origin.startsWith('/defaults/') ? persistence.size.origin : undefined,
  },
  {
    feature: 'sharedSessions',
    what: 'to share what it remembers of sessions',
    asked: ({persistence}) => (persistence.type === 'application-cookie' ? persistence.with?.origin : undefined),
  },
  {
    feature: 'ipv6Tables',
    what: 'to remember clients with IPv6 addresses',
    asked: service =>
      service.persistence.type === 'source' && entriesOf(service).some(({address}) => address.value.kind === 'ipv6')
        ? service.persistence.origin
        : undefined,
  },
  {
    feature: 'maskedKeys',
    what: 'to take the clients of a network for one',
    asked: ({persistence}) => (persistence.type === 'source' ? persistence.mask?.origin : undefined),
  },
]
