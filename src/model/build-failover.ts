import {suggest} from '../findings/nearest-word.ts'
import type {Finding, Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongSpec} from '../spec/long.ts'
import type {Failover, HighAvailability, LoadBalancer, Notify, Sourced} from './cluster.ts'
import {buildSecret} from './build-secret.ts'
import {kinds} from './kinds.ts'
import {duration, field, sourced} from './origin.ts'
import type {ResolvedHighAvailability} from './resolve-failover.ts'

const path = '/highAvailability'

/** What the load balancers do together. Reports LB151, LB152, LB153, LB113. */
export function buildHighAvailability(
  fields: ResolvedHighAvailability,
  written: LongSpec['highAvailability'],
  loadBalancers: readonly LoadBalancer[],
  report: Report,
): HighAvailability {
  return {
    origin: path,
    peersPort: sourced(fields.peersPort, `${path}/peersPort`),
    failover: asksForFailover(written) ? buildFailover(fields, loadBalancers, report) : undefined,
  }
}

/** Whether floating addresses are to be moved: whatever else is written serves that. */
export const asksForFailover = (written: LongSpec['highAvailability']): boolean =>
  written !== undefined && Object.keys(written).some(key => key !== 'peersPort')

function buildFailover(given: ResolvedHighAvailability, loadBalancers: readonly LoadBalancer[], report: Report): Failover | undefined {
  const fields = {...language.highAvailability, ...given}
  if (loadBalancers.length < 2) {
    report(lone)
    return undefined
  }
  if (fields.routerId === undefined && fields.method === 'keepalived') report(withoutRouterId)
  const preferred = findPreferred(field(fields, 'preferred', path), loadBalancers, report)
  return (
    preferred && {
      method: sourced(fields.method, `${path}/method`),
      routerId: field(fields, 'routerId', path),
      password: fields.password === undefined ? undefined : buildSecret(fields.password, `${path}/password`),
      preferred,
      failback: sourced(fields.failback, `${path}/failback`),
      advertInterval: duration(sourced(fields.advertInterval, `${path}/advertInterval`), report),
      prefixLength: field(fields, 'prefixLength', path),
      notify: fields.notify && buildNotify(fields.notify),
    }
  )
}

const lone: Finding = {
  ...kinds.loneFailover,
  message: 'There is one load balancer, and nobody who could take its addresses over.',
  hint: 'Add another one to `loadBalancers`, or leave `highAvailability` out.',
  path,
  part: 'key',
}

const withoutRouterId: Finding = {
  ...kinds.missingRouterId,
  message: 'VRRP needs a router id, by which the load balancers of this cluster know each other.',
  hint: 'Write `routerId`, a number from 1 to 255 that no other cluster on the network has.',
  path,
  part: 'key',
}

function buildNotify(fields: NonNullable<ResolvedHighAvailability['notify']>): Notify {
  const origin = `${path}/notify`
  return {
    origin,
    any: field(fields, 'any', origin),
    master: field(fields, 'master', origin),
    backup: field(fields, 'backup', origin),
    fault: field(fields, 'fault', origin),
    stop: field(fields, 'stop', origin),
  }
}

/** The load balancer of that name, else the first. */
function findPreferred(
  name: Sourced<string> | undefined,
  loadBalancers: readonly LoadBalancer[],
  report: Report,
): Sourced<LoadBalancer> | undefined {
  const [first] = loadBalancers
  if (name === undefined) return first && sourced(first, path)
  const found = loadBalancers.find(one => one.name === name.value)
  if (found !== undefined) return sourced(found, name.origin)
  const known = loadBalancers.map(one => one.name)
  report({
    ...kinds.unknownLoadBalancer,
    message: `Load balancer \`${name.value}\` is not defined.`,
    hint: suggest(name.value, known, 'They are defined under `loadBalancers`.'),
    path: name.origin,
  })
  return undefined
}
