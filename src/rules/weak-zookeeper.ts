import {applicationsOf} from '../model/applications/of-kind.ts'
import {flowSpec} from './electricflow-spec.ts'
import type {Rule} from './rule.ts'

const spec = (nodes: string): string => flowSpec({application: `serverName: flow.example.com, zooKeeper: [${nodes}]`})

export const weakZooKeeper: Rule = {
  code: 'LB335',
  name: 'weak-zookeeper',
  family: 'product',
  severity: 'warning',
  summary: 'ElectricFlow has fewer than three ZooKeeper nodes, or an even number of them.',
  why: 'ZooKeeper works while more than half of its nodes do, and without it ElectricFlow is no cluster. One or two nodes survive no failure, and four no more than three do: one more node that can fail, and nothing gained. The manual asks for three or five.',
  see: 'https://docs.cloudbees.com/docs/cloudbees-cd/10.0/horizontal-scalability/setting-mode',
  bad: spec('10.20.0.31, 10.20.0.32'),
  good: spec('10.20.0.31, 10.20.0.32, 10.20.0.33'),
  check(cluster, find) {
    for (const {name, zooKeeper} of applicationsOf(cluster, 'electricflow')) {
      const count = zooKeeper.value.length
      if (count === 0 || (count >= 3 && count % 2 === 1)) continue
      const survived = Math.ceil(count / 2) - 1
      find({
        message: `Application \`${name}\` has ${count} ZooKeeper ${count === 1 ? 'node' : 'nodes'}, and ${survived === 0 ? 'survives no failure of one' : `survives the failure of ${survived}, as with ${count - 1}`}.`,
        hint: 'List three ZooKeeper nodes, or five.',
        path: zooKeeper.origin,
      })
    }
  },
}
