import {isPrefixed, servicesOf, tiersOf} from '../model/applications/tier.ts'
import type {Rule} from './rule.ts'
import {shareSpec} from './share-spec.ts'

const prefixed = 'clientAddress: header, persistence: {type: cookie, name: JSESSIONID, method: prefix}'

export const doubledRoute: Rule = {
  code: 'LB325',
  name: 'doubled-route',
  family: 'product',
  severity: 'warning',
  summary: 'HAProxy and Tomcat both write the node into the cookie of a session.',
  why: 'With `method: prefix` HAProxy puts the node before the session (`alf1~<session>`), with `jvmRoute` Tomcat puts it behind. One is enough; with both, what reads the one meets the other, and where their names differ a session has two homes.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-cookie',
  bad: shareSpec({share: prefixed, application: ', jvmRoute: true'}),
  good: shareSpec({share: prefixed}),
  check(cluster, find) {
    for (const tier of tiersOf(cluster)) {
      const service = servicesOf(tier).find(isPrefixed)
      const {name, jvmRoute} = tier.share
      if (service === undefined || jvmRoute === undefined || !jvmRoute.value) continue
      find({
        message: `Application \`${name}\` has Tomcat write the node behind each session, and service \`${service.name}\` has HAProxy write it before.`,
        hint: 'Remove `jvmRoute`, or write another `persistence`.',
        path: jvmRoute.origin,
      })
    }
  },
}
