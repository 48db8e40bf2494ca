import {applicationsOf} from '../model/applications/of-kind.ts'
import {flowSpec} from './electricflow-spec.ts'
import type {Rule} from './rule.ts'

const spec = (name: string): string => flowSpec({application: `serverName: ${name}, zooKeeper: [10.20.0.31, 10.20.0.32, 10.20.0.33]`})

export const bareServerName: Rule = {
  code: 'LB338',
  name: 'bare-server-name',
  family: 'product',
  severity: 'warning',
  summary: 'ElectricFlow knows its load balancers by an address.',
  why: 'The server name stands in the links that people get, in what agents call back, in the request for the certificate and in the configuration that ZooKeeper holds. Most authorities sign no certificate for an address of a private network, and when it changes, all of that has to change with it. The manual asks for the fully qualified name.',
  see: 'https://docs.cloudbees.com/docs/cloudbees-cd/10.0/horizontal-scalability/setting-mode',
  bad: spec('10.20.0.10'),
  good: spec('flow.example.com'),
  check(cluster, find) {
    for (const {name, serverName} of applicationsOf(cluster, 'electricflow')) {
      if (serverName.value.kind === 'name') continue
      find({
        message: `Application \`${name}\` calls its load balancers \`${serverName.value.text}\`, which is an address.`,
        hint: 'Write the name that leads there, such as `flow.example.com`.',
        path: serverName.origin,
      })
    }
  },
}
