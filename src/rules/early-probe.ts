import {firstWith} from '../model/applications/alfresco-releases.ts'
import {alfrescoSpec, has, partsOfAlfresco} from './alfresco.ts'
import type {Rule} from './rule.ts'

/** The first release with probes. */
const FIRST = firstWith('probes')

const spec = (check: string): string =>
  alfrescoSpec(
    `web: {mode: http, listen: "192.168.1.10:80", port: 8080, persistence: application-cookie, check: ${check}, routes: [{when: {pathRegex: "/api/solr/"}, deny: 403}]}`,
    'release: "5.2", serverName: alfresco.example.com, services: {web: web}, clustering: {password: {env: HAZELCAST_PASSWORD}}',
  )

export const earlyProbe: Rule = {
  code: 'LB314',
  name: 'early-probe',
  family: 'product',
  severity: 'warning',
  summary: 'A check asks a repository for probes that its release does not have.',
  why: 'The probes `-ready-` and `-live-` came with 6.1. An older repository answers 404, and the load balancer takes every node down.',
  see: 'https://github.com/Alfresco/alfresco-helm-charts',
  bad: spec('{type: http, path: /alfresco/api/-default-/public/alfresco/versions/1/probes/-ready-}'),
  good: spec('alfresco'),
  check(cluster, find) {
    const said = new Set<string>()
    for (const {application, service} of partsOfAlfresco(cluster, 'web', 'share', 'spp')) {
      const {name, check} = service
      if (check.type !== 'http' || !/\/probes\/-(ready|live)-/.test(check.path.value)) continue
      if (has(application, 'probes') || said.has(name)) continue
      said.add(name)
      find({
        message: `The check of service \`${name}\` asks for a probe, which came with Alfresco ${FIRST}, and application \`${application.name}\` is ${application.release.value}.`,
        hint: 'Write `check: alfresco`, which asks each release for what it has.',
        path: check.path.origin,
        owner: service.origin,
      })
    }
  },
}
