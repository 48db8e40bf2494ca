import type {Report} from '../findings/finding.ts'
import {pointer} from '../spec/pointer.ts'
import type {LoadBalancer, Node} from './cluster.ts'
import {field, host, ownAddress} from './origin.ts'
import type {ResolvedSpec} from './resolve.ts'

export function buildNode(
  name: string,
  fields: NonNullable<ResolvedSpec['nodes']>[string],
  resolvers: string | undefined,
  report: Report,
): Node {
  const {address, weight, state, os, boot} = fields
  const origin = `/nodes/${name}`
  const gateway = field(fields, 'gateway', origin)
  const built = host(address, `${origin}/address`, report)
  return {
    origin,
    name,
    address: built,
    resolvers: built.value.kind === 'name' ? resolvers : undefined,
    weight: {value: weight, origin: `${origin}/weight`},
    state: {value: state, origin: `${origin}/state`},
    os,
    interface: field(fields, 'interface', origin),
    loopback: field(fields, 'loopback', origin),
    gateway: gateway && ownAddress(gateway.value, gateway.origin, report),
    boot: {value: boot, origin: `${origin}/boot`},
    redirect: field(fields, 'redirect', origin),
  }
}

export function buildLoadBalancer(name: string, fields: ResolvedSpec['loadBalancers'][string], report: Report): LoadBalancer {
  const origin = pointer('/loadBalancers', name)
  const source = field(fields, 'sourceAddress', origin)
  return {
    origin,
    name,
    address: host(fields.address, pointer(origin, 'address'), report),
    sourceAddress: source && host(source.value, source.origin, report),
    interface: field(fields, 'interface', origin),
  }
}
