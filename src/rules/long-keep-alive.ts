import {TOMCAT_TIMEOUT_MS, servicesOf, tiersOf} from '../model/applications/tier.ts'
import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'
import {shareSpec} from './share-spec.ts'

const spec = (httpKeepAlive: string): string =>
  shareSpec({
    share: `clientAddress: header, persistence: {type: cookie, name: SHARENODE}, timeouts: {httpKeepAlive: ${httpKeepAlive}}`,
  })

export const longKeepAlive: Rule = {
  code: 'LB326',
  name: 'long-keep-alive',
  family: 'product',
  severity: 'hint',
  summary: 'A load balancer keeps connections open for longer than the Tomcat behind it.',
  why: 'Tomcat closes a connection on which nothing was asked for 20 seconds (`connectionTimeout`). A request that HAProxy sends at that moment is lost, and one that may not be sent twice comes back as an error.',
  see: 'https://tomcat.apache.org/tomcat-9.0-doc/config/http.html#Standard_Implementation',
  bad: spec('30s'),
  good: spec('10s'),
  check(cluster, find) {
    for (const service of new Set(tiersOf(cluster).flatMap(servicesOf))) {
      const {httpKeepAlive} = service.timeouts
      if (httpKeepAlive === undefined || httpKeepAlive.value < TOMCAT_TIMEOUT_MS) continue
      find({
        message: `Service \`${service.name}\` keeps connections for ${formatDuration(httpKeepAlive.value)}, and Tomcat closes them after ${formatDuration(TOMCAT_TIMEOUT_MS)}.`,
        hint: `Write less than \`${formatDuration(TOMCAT_TIMEOUT_MS)}\` as \`timeouts.httpKeepAlive\`.`,
        path: httpKeepAlive.origin,
        owner: service.origin,
      })
    }
  },
}
