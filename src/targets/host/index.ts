import {watchErrors} from '../../findings/finding.ts'
import type {Cluster, LoadBalancer} from '../../model/cluster.ts'
import {takenUpBy} from '../effect.ts'
import {headerOf} from '../header.ts'
import type {Artifact, Surroundings, Target} from '../target.ts'
import {firewallView, reportNames} from './firewall.ts'
import {needsOf} from './needs.ts'
import {filterPath, loaderView} from './loader.ts'
import {hostPath, hostWord} from './quote.ts'
import {hostVerifiers} from './verify.ts'

/** What the engines need of the load balancers' own systems. */
const host: Target = {
  name: 'host',
  render: (cluster, surroundings, report) => {
    const {note, hasErrors} = watchErrors(report)
    if (cluster.host.firewall.value) reportNames(cluster, note)
    return hasErrors()
      ? []
      : cluster.loadBalancers.flatMap(one => [...kernel(cluster, one, surroundings), ...network(cluster, one, surroundings)])
  },
  effect: () => change =>
    /\/(90-lbgen|lbgen-modules)\.conf$/.test(change.path)
      ? takenUpBy('run', 'none', 'No connection ends. What the file says no more stays as it is up to the next boot.')(change)
      : undefined,
  remarks: path => (path.endsWith('.nft') ? {mark: '#', place: 'behind'} : undefined),
  verifiers: hostVerifiers,
}

const common = {target: 'host', owner: 'root:root', extent: 'file', mode: 0o644} as const

/** Settings of the kernel, if any has to be another than it is. */
function kernel(cluster: Cluster, machine: LoadBalancer, {print}: Surroundings): readonly Artifact[] {
  const {elsewhere4, elsewhere6, forward4, forward6, balance} = needsOf(cluster)
  const needs = {elsewhere4, elsewhere6, forward4, forward6, balance}
  if (Object.values(needs).every(need => need === undefined)) return []
  const install = '/etc/sysctl.d/90-lbgen.conf'
  const header = headerOf(cluster, machine)
  return [
    {
      ...common,
      path: `${machine.name}/90-lbgen.conf`,
      chunks: [print('host/90-lbgen.conf', {...header, ...needs, interface: machine.interface}, hostWord)],
      install,
      // Settings of a module are not there before it is: the check, which loads none, passes over what it does not find.
      check: ['sysctl', ...(needs.balance ? ['-e'] : []), '--dry-run', '-p', install],
      reload: needs.balance ? ['sh', '-c', `modprobe ${balancing} && sysctl -p ${install}`] : ['sysctl', '-p', install],
    },
    ...(needs.balance
      ? [modules(machine, print('host/lbgen-modules.conf', {...header, ...needs.balance, module: balancing}, hostWord))]
      : []),
  ]
}

/** The kernel's module that balances. */
const balancing = 'ip_vs'

const modules = (machine: LoadBalancer, text: string): Artifact => ({
  ...common,
  path: `${machine.name}/lbgen-modules.conf`,
  chunks: [text],
  install: '/etc/modules-load.d/lbgen.conf',
  check: undefined,
  reload: ['modprobe', balancing],
})

/** The firewall that was asked for, the way of answers to clients' addresses that HAProxy speaks from, and what loads both. */
function network(cluster: Cluster, machine: LoadBalancer, {print}: Surroundings): readonly Artifact[] {
  const {transparent4, transparent6} = needsOf(cluster)
  const transparent = transparent4 ?? transparent6
  const firewall = cluster.host.firewall.value ? firewallView(cluster, machine) : undefined
  const header = headerOf(cluster, machine)
  const view = {...header, firewall, transparent, transparent4, transparent6}
  const loader = loaderView(cluster, transparent)
  return [
    ...((firewall ?? transparent) ? [filter(machine, print('host/lbgen.nft', view, hostWord))] : []),
    ...(loader ? [unit('lbgen-nftables.service', machine, print('host/lbgen-nftables.service', {...header, ...loader}, hostPath))] : []),
    ...(transparent ? [unit('lbgen-transparent.service', machine, print('host/lbgen-transparent.service', view, hostWord))] : []),
  ]
}

const filter = (machine: LoadBalancer, text: string): Artifact => ({
  ...common,
  path: `${machine.name}/lbgen.nft`,
  chunks: [text],
  install: filterPath,
  check: ['nft', '-c', '-f', filterPath],
  reload: ['nft', '-f', filterPath],
})

function unit(name: string, machine: LoadBalancer, text: string): Artifact {
  const install = `/etc/systemd/system/${name}`
  // What a unit loads is replaced, not taken away and loaded again: between the two everybody would come in.
  const turn = name === 'lbgen-nftables.service' ? 'reload-or-restart' : 'restart'
  return {
    ...common,
    path: `${machine.name}/${name}`,
    chunks: [text],
    install,
    check: ['systemd-analyze', 'verify', install],
    reload: ['sh', '-c', `systemctl daemon-reload && systemctl enable ${name} && systemctl ${turn} ${name}`],
    undo: ['systemctl', 'disable', '--now', name],
  }
}

export {host, host as default}
