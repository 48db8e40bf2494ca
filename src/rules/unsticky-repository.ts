import {applicationsOf} from '../model/applications/of-kind.ts'
import {alfrescoSpec, partsOfAlfresco} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (persistence: string): string =>
  alfrescoSpec(
    `web: {mode: http, listen: "192.168.1.10:80", port: 8080${persistence}, routes: [{when: {pathRegex: "/api/solr/"}, deny: 403}]}`,
    'release: "5.2", services: {web: web}',
  )

const cookies: Readonly<Record<string, string>> = {web: 'JSESSIONID', share: 'JSESSIONID', spp: 'VTISESSIONID'}

export const unstickyRepository: Rule = {
  code: 'LB309',
  name: 'unsticky-repository',
  family: 'product',
  severity: 'warning',
  summary: 'One client of Alfresco or Share meets another node with each request.',
  why: 'Sessions live in the memory of a node: on another one people are asked for their password again, and lose what they were about. "Sticky" routing has to be there for Share, and for what Share asks of the repository.',
  see: 'Alfresco documentation, "Setting up high availability systems"',
  bad: spec(''),
  good: spec(', persistence: application-cookie'),
  check(cluster, find) {
    // Of Share's own nodes, and of its way to the repository, other rules speak.
    const roles = applicationsOf(cluster, 'alfresco-share').length > 0 ? (['spp'] as const) : (['web', 'share', 'spp'] as const)
    for (const {role, service, origin} of partsOfAlfresco(cluster, ...roles)) {
      const active = service.servers.filter(({backup}) => !backup.value)
      if (service.persistence.type !== 'none' || service.balance.value.algorithm === 'source' || active.length < 2) continue
      find({
        message: `Service \`${service.name}\` leads a client of \`${role}\` to any of its ${active.length} nodes with each request.`,
        hint: `Write \`persistence: ${service.mode.value === 'http' ? `{type: application-cookie, name: ${cookies[role] ?? ''}}` : 'source'}\`.`,
        path: origin,
      })
    }
  },
}
