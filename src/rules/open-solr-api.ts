import {entriesOf} from '../model/listener.ts'
import {secureComms} from '../model/applications/search.ts'
import type {AlfrescoApplication, Service} from '../model/cluster.ts'
import {alfrescoSpec, has, partsOfAlfresco, writtenValues} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (routes: string): string =>
  alfrescoSpec(
    `web: {mode: http, listen: "192.168.1.10:80", port: 8080, persistence: application-cookie${routes}}`,
    'release: "5.2", services: {web: web}',
  )

export const openSolrApi: Rule = {
  code: 'LB310',
  name: 'open-solr-api',
  family: 'product',
  severity: 'hint',
  summary: 'Everybody who reaches the repository reaches what it keeps for Solr.',
  why: 'Solr reads all content and all permissions below `/alfresco/service/api/solr/`. Unless the repository asks for a certificate or a secret (`search: {secureComms: https}`, or a `sharedSecret`), nobody is asked for a password there. Solr comes to the nodes by a way of its own: what comes from outside can be turned away.',
  see: 'https://github.com/Alfresco/acs-deployment',
  bad: spec(''),
  good: spec(
    ', routes: [{when: {pathRegex: "^/(alfresco/(wc)?s(ervice)?|share/proxy/alfresco(-(noauth|feed|api))?)/api/solr/"}, deny: 403}]',
  ),
  check(cluster, find) {
    for (const {application, service, origin} of partsOfAlfresco(cluster, 'web')) {
      if (service.mode.value !== 'http' || entriesOf(service).length === 0 || !has(application, 'search')) continue
      if (isGuarded(application, service)) continue
      const edges = cluster.services.filter(each => each === service || leadsTo(each, service))
      if (edges.some(edge => edge.access !== undefined || deniesSolr(edge))) continue
      find({
        message: `Service \`${service.name}\` lets everybody come to \`/alfresco/service/api/solr/\`.`,
        hint: 'Put `{when: {pathRegex: "^/alfresco/(wc)?s(ervice)?/api/solr/"}, deny: 403}` first into its `routes`.',
        path: origin,
      })
    }
  },
}

/**
 * Whether the repository itself asks for a secret, or for a certificate that no load balancer shows in everybody's name.
 * Its default does, but what is said elsewhere nobody knows.
 */
function isGuarded(application: AlfrescoApplication, {reencrypt}: Service): boolean {
  const said = secureComms(application)?.value ?? writtenValues(application, 'solr.secureComms')[0]?.value
  return said === 'secret' || (said === 'https' && reencrypt?.certificate === undefined)
}

const leadsTo = ({routes}: Service, {name}: Service): boolean =>
  routes.some(({action}) => action.kind === 'service' && action.service.value === name)

/** Whether a route turns away who asks for something with that in its path. */
const deniesSolr = ({routes}: Service): boolean =>
  routes.some(
    ({when, action}) =>
      action.kind === 'deny' &&
      [when?.pathRegex, when?.pathPrefix, when?.path].some(paths => paths?.value.some(path => path.includes('solr'))),
  )
