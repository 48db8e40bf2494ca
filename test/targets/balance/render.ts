import type {Finding} from '../../../src/findings/finding.ts'
import type {Cluster, Service} from '../../../src/model/cluster.ts'
import {balance} from '../../../src/targets/balance/index.ts'
import type {Artifact} from '../../../src/targets/target.ts'
import {printer} from '../../../src/targets/template.ts'
import {templates} from '../../../src/targets/templates.gen.js'
import {balanceSettings, clusterOf} from '../../support/cluster.ts'

const print = printer(templates)

export interface Rendered {
  readonly artifacts: readonly Artifact[]
  readonly findings: readonly Finding[]
}

/** What the target makes of a cluster, and what it says. */
export function render(cluster: Cluster): Rendered {
  const findings: Finding[] = []
  const artifacts = balance.render(cluster, {print, secrets: new Map()}, finding => void findings.push(finding))
  return {artifacts, findings}
}

/** The text of one artifact of lb1; empty when there is none. */
export const textOf = ({artifacts}: Rendered, file: string): string =>
  artifacts.find(({path}) => path === `lb1/${file}`)?.chunks.join('') ?? ''

export const renderService = (service: Service, release?: string): Rendered =>
  render(clusterOf({services: [service], balance: balanceSettings('/usr/sbin/balance', release)}))

/** The arguments of the one command in the unit of a service, as systemd hands them to the program; undefined without a unit. */
export function argumentsOf(rendered: Rendered, service = 'cifs'): readonly string[] | undefined {
  const line = /^ExecStart=(.*)$/m.exec(textOf(rendered, `balance-${service}.service`))?.[1]
  return line
    ?.split(' ')
    .slice(1)
    .map(word => (word === '%%' ? '%' : word))
}
