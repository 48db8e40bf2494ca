import {entriesOf} from '../model/listener.ts'
import {alfrescoSpec, has, partsOfAlfresco, writtenValues} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (more: string): string =>
  alfrescoSpec(
    'web: {mode: http, listen: "192.168.1.10:80", port: 8080, persistence: application-cookie, routes: [{when: {pathRegex: "/api/solr/"}, deny: 403}]}',
    `release: "6.2", services: {web: web}${more}`,
  )

export const plainCsrf: Rule = {
  code: 'LB308',
  name: 'plain-csrf',
  family: 'product',
  severity: 'hint',
  summary: 'People reach an Alfresco that refuses forged requests without TLS.',
  why: 'From 6.0 on Alfresco looks at `Referer` and `Origin` of what changes something. Browsers leave both out, or say `null`, more often where a page is not in TLS, and what they say there is nothing to go by: the filter works over HTTPS alone.',
  see: 'Alfresco documentation, "Cross-Site Request Forgery (CSRF) filters"',
  bad: spec(''),
  good: spec(', properties: {csrf.filter.enabled: false}'),
  check(cluster, find) {
    for (const {application, service, origin} of partsOfAlfresco(cluster, 'web')) {
      const entries = entriesOf(service)
      const isPlain =
        entries.length > 0 && entries.every(({tls, acceptProxy, ports}) => !tls && !acceptProxy.value && ports.value[0]?.first !== 443)
      const isOff = writtenValues(application, 'csrf.filter.enabled').some(({value}) => value === 'false')
      if (!isPlain || isOff || !has(application, 'csrfFilter')) continue
      find({
        message: `Service \`${service.name}\` publishes application \`${application.name}\` without TLS, where its filter of forged requests does not work well.`,
        hint: 'Give a listener `tls`, or write `csrf.filter.enabled: false` under `properties`.',
        path: origin,
      })
    }
  },
}
