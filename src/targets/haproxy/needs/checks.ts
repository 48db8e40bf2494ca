import type {Check, Origin, Service} from '../../../model/cluster.ts'
import type {Need} from './need.ts'
import type {Feature} from '../since.ts'

const need = (feature: Feature, what: string, asked: (check: Check) => Origin | undefined): Need<Service> => ({
  feature,
  what,
  asked: ({check}) => asked(check),
})

const ofType =
  (type: Check['type']) =>
  (check: Check): Origin | undefined =>
    check.type === type ? check.origin : undefined

/** What the checks of services may need. */
export const needsOfChecks: readonly Need<Service>[] = [
  need('ldapCheck', 'an LDAP check', ofType('ldap')),
  need('mysqlUser', 'a MySQL check that names a user', ofType('mysql')),
  need('postgresqlCheck', 'a PostgreSQL check', ofType('postgresql')),
  need('redisCheck', 'a Redis check', ofType('redis')),
  need('externalCheck', 'a check by a program of the load balancer', ofType('external')),
  need('agentCheck', 'to ask an agent on its nodes', ofType('agent')),
  need('agentSend', 'to send a line to the agent on its nodes', check => (check.type === 'agent' ? check.agent.send?.origin : undefined)),
]
