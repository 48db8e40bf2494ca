import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongResolver, LongService} from '../spec/long.ts'
import type {
  Discovered,
  HoldFields,
  NameserverFields,
  NodeFields,
  Resolver,
  ResolverTimeouts,
  ServiceNodeFields,
  Tagged,
} from '../spec/spec.gen.ts'

export interface ResolvedResolver extends Readonly<Required<Pick<Resolver, 'retries' | 'payloadSize'>>> {
  readonly nameservers: readonly Required<NameserverFields>[]
  readonly hold: HoldFields & Required<Pick<HoldFields, 'valid'>>
  readonly timeouts: Required<ResolverTimeouts>
}
export type ResolvedDiscovered = Discovered & Required<Pick<Discovered, 'type' | 'slots'>>
export type ResolvedNode = NodeFields & Required<Pick<NodeFields, 'address' | 'weight' | 'state' | 'tags' | 'os' | 'boot'>>
export type ResolvedServiceNode = ServiceNodeFields & Required<Pick<ServiceNodeFields, 'backup'>>

/** Who serves. Where resolvers are not named, those that come first are asked. */
export function resolveServiceNodes(
  nodes: NonNullable<LongService['nodes']>,
  firstResolvers: string | undefined,
): 'all' | readonly ResolvedServiceNode[] | Tagged | ResolvedDiscovered {
  if (isList(nodes))
    return nodes.map(node =>
      node.backup === undefined ? {...node, backup: language.serviceNodeFields.backup} : {...node, backup: node.backup},
    )
  if (typeof nodes === 'string' || 'tag' in nodes) return nodes
  return {...language.discovered, ...(firstResolvers !== undefined && {resolvers: firstResolvers}), ...nodes}
}

/** Name servers with every default. */
export function resolveResolver({nameservers = [], hold, timeouts, ...rest}: LongResolver): ResolvedResolver {
  const {retries, payloadSize} = {...language.resolver, ...rest}
  return {
    nameservers: nameservers.map(server => ({...language.nameserverFields, ...server})),
    hold: {...language.holdFields, ...hold},
    timeouts: {...language.resolverTimeouts, ...timeouts},
    retries,
    payloadSize,
  }
}

const isList = (value: NonNullable<LongService['nodes']>): value is readonly ServiceNodeFields[] => Array.isArray(value)

const untagged: string[] = []

/** Spelt out rather than spread: there may be a hundred thousand. */
export function resolveNode(node: NodeFields): ResolvedNode {
  const {
    address,
    weight = language.nodeFields.weight,
    state = language.nodeFields.state,
    tags = untagged,
    os = language.nodeFields.os,
    boot = language.nodeFields.boot,
  } = node
  const {interface: interface_, loopback, gateway, redirect} = node
  // Fields that few nodes have are added to those alone.
  if (interface_ === undefined && loopback === undefined && gateway === undefined && redirect === undefined)
    return {address, weight, state, tags, os, boot}
  return {...node, address, weight, state, tags, os, boot}
}
