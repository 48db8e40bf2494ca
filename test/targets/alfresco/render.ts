import type {Finding} from '../../../src/findings/finding.ts'
import type {Cluster} from '../../../src/model/cluster.ts'
import {alfresco} from '../../../src/targets/alfresco/index.ts'
import type {Artifact} from '../../../src/targets/target.ts'
import {printer} from '../../../src/targets/template.ts'
import {templates} from '../../../src/targets/templates.gen.js'

const print = printer(templates)

export function render(cluster: Cluster): {readonly artifacts: readonly Artifact[]; readonly findings: readonly Finding[]} {
  const findings: Finding[] = []
  const artifacts = alfresco.render(cluster, {print, secrets: new Map()}, finding => void findings.push(finding))
  return {artifacts, findings}
}

/** The lines of a node's file that are no comments. */
export const linesOf = (cluster: Cluster, node: string): readonly string[] =>
  render(cluster)
    .artifacts.filter(({path}) => path === `${node}/alfresco-global.properties`)
    .flatMap(({chunks}) => chunks.join('').split('\n'))
    .filter(line => line !== '' && !line.startsWith('#'))

/** Code and place of each finding. */
export const foundIn = (cluster: Cluster): readonly string[] => render(cluster).findings.map(({code, path}) => `${code} ${path}`)
