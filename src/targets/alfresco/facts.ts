import type {AlfrescoApplication, AlfrescoRole, Cluster, Node, Origin, Secret, Service, Sourced} from '../../model/cluster.ts'

/** All that the rows of a node's file go by. */
export interface Facts {
  readonly cluster: Cluster
  readonly application: AlfrescoApplication
  /** All that run on the node. */
  readonly applications: readonly AlfrescoApplication[]
  readonly node: Node
  /** `5.2`. */
  readonly release: string
}

/** What a property is set to, and where in the spec that comes from. */
export type Value =
  | {readonly text: string; readonly origins: readonly Origin[]}
  | {readonly secret: Secret; readonly origins: readonly Origin[]}

/** A property that lbgen sets where there is a value and the release reads it. */
export interface Row {
  readonly key: string
  readonly value: (facts: Facts) => Value | undefined
}

/** A role's service, and where it was named. */
export interface Published {
  readonly service: Service
  readonly origin: Origin
}

export const roleOf = ({services}: AlfrescoApplication, role: AlfrescoRole): Published | undefined =>
  services.find(entry => entry.role === role)

export const text = (value: string | number | boolean, ...origins: readonly Origin[]): Value => ({text: String(value), origins})

/** A value that stands in the spec. */
export const written = ({value, origin}: Sourced<string | number | boolean>): Value => text(value, origin)

export const secret = (one: Secret): Value => ({secret: one, origins: [one.origin]})

/** A row that is there as long as a role is. */
export const withRole = (role: AlfrescoRole, key: string, value: (published: Published, facts: Facts) => Value | undefined): Row => ({
  key,
  value: facts => {
    const published = roleOf(facts.application, role)
    return published && value(published, facts)
  },
})

/** The switch of a server that a service leads to. */
export const switchedOn = (role: AlfrescoRole, key: string): Row => withRole(role, key, ({origin}) => text(true, origin))
