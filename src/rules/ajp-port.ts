import {servicesOf, tiersOf} from '../model/applications/tier.ts'
import type {Rule} from './rule.ts'
import {shareSpec} from './share-spec.ts'

const AJP = 8009

const spec = (port: number): string =>
  shareSpec({
    share: `nodes: [{node: alf1, port: ${port}}, alf2], clientAddress: header, persistence: {type: cookie, name: SHARENODE}`,
  })

export const ajpPort: Rule = {
  code: 'LB328',
  name: 'ajp-port',
  family: 'product',
  severity: 'warning',
  summary: 'A load balancer speaks HTTP to the port on which Tomcat speaks AJP.',
  why: 'On 8009 Tomcat listens for AJP, which HAProxy does not speak: it answers no request in HTTP. Later Tomcats do not even listen there for other machines.',
  see: 'https://tomcat.apache.org/tomcat-9.0-doc/config/ajp.html',
  bad: spec(AJP),
  good: spec(8081),
  check(cluster, find) {
    for (const service of new Set(tiersOf(cluster).flatMap(servicesOf))) {
      if (service.engine.value !== 'haproxy') continue
      for (const {node, port} of service.servers.filter(each => each.port.value === AJP)) {
        find({
          message: `Service \`${service.name}\` leads to port ${AJP} of node \`${node.name}\`, where Tomcat speaks AJP.`,
          hint: "Write the port of Tomcat's HTTP connector: 8080, unless it was changed.",
          path: port.origin,
          owner: service.origin,
        })
      }
    }
  },
}
