import {formatHost} from '../../model/endpoint.ts'
import type {Origin, ShareClustering, Sourced} from '../../model/cluster.ts'
import {type SharedHeader, sharedHeaderOf} from '../header.ts'
import {clusterShapeOf, hazelcastShapeOf} from './since.ts'
import type {Tier} from '../../model/applications/tier.ts'

/** What the template of `custom-slingshot-application-context.xml` prints. */
export interface ContextView extends SharedHeader {
  readonly origin: Origin
  readonly release: Sourced<string>
  /** Behind `spring-beans`. */
  readonly beansSchema: string
  /** False for releases without Hazelcast. */
  readonly hazelcast: false | HazelcastView
}

interface HazelcastView {
  /** The application's. */
  readonly origin: Origin
  /** Hazelcast 1.9, whose schema has a name of its own. */
  readonly isFirst: boolean
  readonly schema: Sourced<string>
  /** One of the two. */
  readonly group: false | {readonly origin: Origin; readonly name: string; readonly password: string; readonly passwordOrigin: Origin}
  readonly name: false | Sourced<string>
  readonly port: Sourced<number>
  readonly join: Origin
  readonly isTcp: boolean
  readonly members: readonly MemberView[]
  readonly multicastGroup: Sourced<string>
  readonly multicastPort: Sourced<number>
  readonly interface: false | Sourced<string>
  /** What stores pages tells the others; otherwise a bean of its own does. */
  readonly isPersister: boolean
}

interface MemberView {
  readonly origin: Origin
  readonly address: string
  /** Between it and the one before. */
  readonly separator: string
}

/** What Share ships. */
const SHIPPED_PASSWORD = 'alfresco'

/** One context for all nodes of a Share: Hazelcast needs the same on each. */
export function contextView(tier: Tier, settings: ShareClustering, secrets: ReadonlyMap<Origin, string>): ContextView {
  const {cluster, share} = tier
  const {beans, beansSchema} = clusterShapeOf(share.release.value)
  return {
    ...sharedHeaderOf(cluster),
    origin: share.origin,
    release: share.release,
    beansSchema,
    hazelcast: beans !== 'uncached' && hazelcastView(tier, settings, secrets),
  }
}

function hazelcastView({share}: Tier, settings: ShareClustering, secrets: ReadonlyMap<Origin, string>): HazelcastView {
  const {beans, hazelcast} = clusterShapeOf(share.release.value)
  const schema = settings.hazelcast ?? {value: hazelcast, origin: share.release.origin}
  return {
    origin: share.origin,
    ...namingOf(settings, schema.value, secrets),
    schema,
    port: settings.port,
    join: settings.join.origin,
    isTcp: settings.join.value === 'tcp',
    members: share.nodes.map(({address}, index) => ({
      origin: address.origin,
      address: formatHost(address.value),
      separator: index === 0 ? '' : ', ',
    })),
    multicastGroup: settings.multicastGroup,
    multicastPort: settings.multicastPort,
    interface: settings.interface ?? false,
    isPersister: beans === 'persister',
  }
}

function namingOf(
  {name, password}: ShareClustering,
  schema: string,
  secrets: ReadonlyMap<Origin, string>,
): Pick<HazelcastView, 'isFirst' | 'group' | 'name'> {
  const {namespace, naming} = hazelcastShapeOf(schema)
  const group = {
    origin: name.origin,
    name: name.value,
    password: (password && secrets.get(password.origin)) ?? SHIPPED_PASSWORD,
    passwordOrigin: password?.origin ?? name.origin,
  }
  return {isFirst: namespace === 'config', ...(naming === 'group' ? {group, name: false} : {group: false, name})}
}
