import type {Service, TablePersistence} from './cluster.ts'

/** A service that remembers in a table which client has which node. */
export type Remembering = Service & {readonly persistence: TablePersistence}

/** Whether HAProxy remembers a service's clients in a table. */
export const hasTable = (service: Service): service is Remembering =>
  service.engine.value === 'haproxy' && service.persistence.type !== 'none' && service.persistence.type !== 'cookie'
