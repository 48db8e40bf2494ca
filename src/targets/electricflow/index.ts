import type {Cluster, ElectricflowApplication, Node} from '../../model/cluster.ts'
import {powerShell} from '../realserver/quote.ts'
import {shell} from '../shell.ts'
import type {Artifact, Target} from '../target.ts'
import type {Print} from '../template.ts'
import {flowNodes, flows, isWindows} from './parts.ts'
import {refuse} from './refuse.ts'
import {flowVerifiers} from './verify.ts'
import {scriptFile, scriptView, windowsFile} from './view.ts'

/** What a person runs on each node of ElectricFlow, so that it knows the load balancers. Reports LB840 to LB848. */
const electricflow: Target = {
  name: 'electricflow',
  render(cluster, {print}, report) {
    refuse(cluster, report)
    return flows(cluster).flatMap(application => flowNodes(application).map(node => scriptOf(cluster, application, node, print)))
  },
  verifiers: flowVerifiers,
}

const common = {target: 'electricflow', extent: 'file', mode: 0o755, reload: undefined} as const

function scriptOf(cluster: Cluster, application: ElectricflowApplication, node: Node, print: Print): Artifact {
  const view = scriptView(cluster, application, node)
  if (isWindows(node)) {
    const text = print('electricflow/electricflow.ps1', view, powerShell).replaceAll('\n', '\r\n')
    const path = `${node.name}/electricflow.ps1`
    return {...common, path, chunks: [text], mode: 0o644, owner: 'Administrators', install: windowsFile, check: undefined}
  }
  const text = print('electricflow/electricflow.sh', view, shell)
  const path = `${node.name}/electricflow.sh`
  return {...common, path, chunks: [text], owner: 'root:root', install: scriptFile, check: ['sh', '-n', scriptFile]}
}

export {electricflow, electricflow as default}
