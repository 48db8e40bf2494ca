import {tiersOf} from '../model/applications/tier.ts'
import type {Rule} from './rule.ts'
import {shareSpec} from './share-spec.ts'

export const clientsHiddenFromTomcat: Rule = {
  code: 'LB327',
  name: 'clients-hidden-from-tomcat',
  family: 'product',
  severity: 'hint',
  summary: 'Share does not learn who its clients are.',
  why: "Without `clientAddress: header` every client of Share has the load balancer's address, in its log as well as for whoever goes by addresses, and Tomcat's `RemoteIpValve` has nothing to read. What was public of a request, `https` and the port, has to be written into its connector, which then holds for one address alone.",
  see: 'https://tomcat.apache.org/tomcat-9.0-doc/config/valve.html#Remote_IP_Valve',
  bad: shareSpec({share: 'persistence: {type: cookie, name: SHARENODE}'}),
  good: shareSpec({}),
  check(cluster, find) {
    for (const {share, shareService} of tiersOf(cluster)) {
      if (shareService?.mode.value !== 'http' || shareService.clientAddress.value !== 'hidden') continue
      find({
        message: `Service \`${shareService.name}\` leads to Share, application \`${share.name}\`, and hides its clients from it.`,
        hint: 'Write `clientAddress: header`: lbgen writes the `RemoteIpValve` that reads it.',
        path: shareService.clientAddress.origin,
        owner: shareService.origin,
      })
    }
  },
}
