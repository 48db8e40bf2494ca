import {hasRoute, servicesOf, tiersOf} from '../model/applications/tier.ts'
import type {Rule} from './rule.ts'

const spec = (name: string): string => `lbgen: 1
name: office
loadBalancers: {lb1: 192.168.1.10}
nodes: {alf1: 192.168.1.21, ${name}: 192.168.1.22}
services:
  share: {mode: http, listen: "192.168.1.10:80", port: 8080, clientAddress: header, persistence: {type: cookie, name: SHARENODE}}
applications:
  repository: {kind: alfresco, release: "7.4", services: {share: share}}
  share: {kind: alfresco-share, release: "7.4", repository: repository, endpoints: local}
`

export const dottedRoute: Rule = {
  code: 'LB324',
  name: 'dotted-route',
  family: 'product',
  severity: 'hint',
  summary: 'Tomcat writes the name of a node behind its sessions, and the name holds a dot.',
  why: 'A dot parts a session from the node (`<session>.<jvmRoute>`). Who reads the node behind the last dot finds the end of its name, and takes two nodes that end alike for one.',
  see: 'https://tomcat.apache.org/tomcat-9.0-doc/config/engine.html#Common_Attributes',
  bad: spec('alf2.office'),
  good: spec('alf2'),
  check(cluster, find) {
    for (const tier of tiersOf(cluster)) {
      if (!hasRoute(tier, servicesOf(tier))) continue
      for (const node of tier.share.nodes.filter(({name}) => name.includes('.'))) {
        find({
          message: `Tomcat on node \`${node.name}\` has the node's name for its \`jvmRoute\`, which a dot parts from the session.`,
          hint: `Name it without a dot, or write \`jvmRoute: false\` in application \`${tier.share.name}\`.`,
          path: node.origin,
          part: 'key',
        })
      }
    }
  },
}
