import {listWords} from '../../findings/nearest-word.ts'
import type {AlfrescoApplication, Cluster, Service} from '../../model/cluster.ts'

type Role = AlfrescoApplication['services'][number]

/** What to do about a role that a release does not have: its service, and those beside it, would go on listening, for nobody. */
export function withoutRole(cluster: Cluster, {role, service}: Role): string {
  const idle = idleWithout(cluster, service)
  const names = listWords(
    idle.map(({name}) => name),
    'and',
  )
  const first = `Remove \`${role}\` from the application's \`services\``
  if (idle.length === 0) return `${first}.`
  return idle.length === 1
    ? `${first}, and service \`${names.slice(1, -1)}\` too, unless something else on its nodes answers it.`
    : `${first}, and services ${names} too, unless something else on their nodes answers them.`
}

/** The service, and what shares its table of clients, as far as nobody else asks for it: by another role, or a route. */
function idleWithout({applications, services}: Cluster, service: Service): readonly Service[] {
  const roles = applications.flatMap(application => application.services.map(one => one.service.name))
  const isNamed = ({name}: Service): boolean => roles.filter(one => one === name).length > (name === service.name ? 1 : 0)
  const isRouted = ({name}: Service): boolean =>
    services.some(({routes}) => routes.some(({action}) => action.kind === 'service' && action.service.value === name))
  const isBeside = ({persistence}: Service): boolean => 'with' in persistence && persistence.with?.value === service.name
  return services.filter(one => (one.name === service.name || isBeside(one)) && !isNamed(one) && !isRouted(one))
}
