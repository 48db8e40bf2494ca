import type {Report} from '../../findings/finding.ts'
import type {Cluster, LoadBalancer} from '../../model/cluster.ts'
import {takenUpBy} from '../effect.ts'
import {balanceVerifiers} from './verify.ts'
import type {Artifact, Target} from '../target.ts'
import type {Escape, Print} from '../template.ts'
import {reportClashes} from './clash.ts'
import {commandFor} from './command.ts'
import {kinds} from './kinds.ts'
import {scriptWord, systemd} from './quote.ts'
import {type CommandView, commandView, scriptPath, scriptView} from './view.ts'

/** Start scripts and units for Inlab's Balance. It has no file of its own: the command line says everything, and the shell and systemd check what holds it. */
const balance: Target = {
  name: 'balance',
  render(cluster, {print}, report) {
    const services = cluster.services.filter(({engine}) => engine.value === 'balance')
    reportPath(cluster, report)
    reportClashes(cluster, report)
    const commands = services.flatMap(service => commandFor(service, cluster, report) ?? [])
    return cluster.loadBalancers.flatMap(loadBalancer => {
      const views = commands.map(command => commandView(command, cluster, loadBalancer))
      return [
        script(loadBalancer, cluster, views, print),
        ...views.flatMap(view => [unit(loadBalancer, view, print), init(loadBalancer, view, print)]),
      ]
    })
  },
  effect: () =>
    takenUpBy('restart', 'all', 'A restart cuts every connection; with `persistence: source` clients are then spread anew over the nodes.'),
  verifiers: balanceVerifiers,
}

/** Reports LB529 for a program that systemd would refuse to start: it takes no quotes and no backslashes in a program's path. */
function reportPath({balance: {path}}: Cluster, report: Report): void {
  if (/^\/(?:[^"'\\\p{Cc}]*[^"'\\\p{Cc}/])$/u.test(path.value)) return
  report({
    ...kinds.path,
    message: `\`${path.value}\` is not a path from which systemd can start a program.`,
    hint: 'Write the absolute path of the program, without quotes and backslashes.',
    path: path.origin,
  })
}

const common = {target: 'balance', owner: 'root:root', extent: 'file'} as const

const chunks = (print: Print, name: string, view: object, escape: Escape): readonly string[] => [print(`balance/${name}`, view, escape)]

function script(host: LoadBalancer, cluster: Cluster, views: readonly CommandView[], print: Print): Artifact {
  const install = scriptPath(cluster)
  return {
    ...common,
    path: `${host.name}/balance.sh`,
    chunks: chunks(print, 'balance.sh', scriptView(cluster, host, views), scriptWord),
    mode: 0o755,
    install,
    check: ['sh', '-n', install],
    reload: undefined,
  }
}

function unit(host: LoadBalancer, view: CommandView, print: Print): Artifact {
  const name = `balance-${view.name}.service`
  const install = `/etc/systemd/system/${name}`
  return {
    ...common,
    path: `${host.name}/${name}`,
    chunks: chunks(print, 'balance.service', view, systemd),
    mode: 0o644,
    install,
    check: ['systemd-analyze', 'verify', install],
    reload: ['sh', '-c', `systemctl daemon-reload && systemctl restart ${name}`],
    undo: ['systemctl', 'disable', '--now', name],
  }
}

function init(host: LoadBalancer, view: CommandView, print: Print): Artifact {
  const install = `/etc/init.d/balance-${view.name}`
  return {
    ...common,
    path: `${host.name}/balance-${view.name}.init`,
    chunks: chunks(print, 'balance.init', view, scriptWord),
    mode: 0o755,
    install,
    check: ['sh', '-n', install],
    reload: [install, 'restart'],
  }
}

export {balance, balance as default}
