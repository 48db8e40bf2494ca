import {watchErrors} from '../../findings/finding.ts'
import type {Cluster, LoadBalancer} from '../../model/cluster.ts'
import type {Artifact, Surroundings, Target} from '../target.ts'
import {behindTerminator} from './encryption.ts'
import {effectOf} from './effect/index.ts'
import {headView} from './head.ts'
import {reportLongLines} from './refuse/long-lines.ts'
import {type Memory, memoryOf} from './memory.ts'
import {quoteFor} from './quote.ts'
import {reportRefusals} from './refuse/index.ts'
import {type Spread, reportProcesses, spread} from './spread.ts'
import {checkArguments, haproxyVerifier} from './verify.ts'
import {serviceView, tailView} from './view.ts'

/** `<load balancer>/haproxy.cfg`, for HAProxy 1.4 to 3.4. */
export const haproxy: Target = {
  name: 'haproxy',
  render: (whole, surroundings, report) => {
    const cluster = behindTerminator(whole)
    const services = cluster.services.filter(({engine}) => engine.value === 'haproxy')
    if (services.length === 0 && cluster.haproxy.stats === undefined) return []
    const {note, hasErrors} = watchErrors(report)
    reportRefusals(cluster, services, surroundings.secrets, note)
    const settings = spread(cluster.haproxy, note)
    reportProcesses(settings, services, note)
    if (hasErrors()) return []
    const memory = memoryOf(cluster)
    const artifacts = cluster.loadBalancers.map(host => renderHost(cluster, host, settings, memory, surroundings))
    const origins = [cluster.haproxy.origin, ...services.map(({origin}) => origin), cluster.haproxy.raw.sections?.origin ?? '/haproxy']
    const pieces = origins.map((origin, index) => ({origin, texts: artifacts.map(({chunks}) => chunks[index] ?? '')}))
    reportLongLines(pieces, cluster.haproxy.version.value, note)
    return hasErrors() ? [] : artifacts
  },
  effect: (before, after) => change => effectOf(change, {before: before?.haproxy.version.value, after: after.haproxy.version.value}),
  remarks: () => ({mark: '#', place: 'behind'}),
  verifiers: [haproxyVerifier],
}

function renderHost(cluster: Cluster, host: LoadBalancer, settings: Spread, memory: Memory, {print, secrets}: Surroundings): Artifact {
  const services = cluster.services.filter(({engine}) => engine.value === 'haproxy')
  const path = '/etc/haproxy/haproxy.cfg'
  const quote = quoteFor(cluster.haproxy.version.value)
  return {
    path: `${host.name}/haproxy.cfg`,
    target: 'haproxy',
    chunks: [
      print('haproxy/head', headView(cluster, host, settings, memory, secrets), quote),
      ...services.map(service => print('haproxy/service', serviceView(service, cluster.haproxy, memory), quote)),
      print('haproxy/tail', tailView(cluster.haproxy), quote),
    ],
    mode: cluster.haproxy.stats?.password === undefined ? 0o644 : 0o600,
    owner: 'root:root',
    install: path,
    extent: 'file',
    check: ['haproxy', ...checkArguments(path, memory.peers?.saysWho === false ? host.name : undefined)],
    reload: ['systemctl', 'reload', 'haproxy'],
  }
}
