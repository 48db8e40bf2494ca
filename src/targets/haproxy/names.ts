import type {Service} from '../../model/cluster.ts'

// Names that lbgen makes hold a colon, as no name of a service can.

/** The front end of a service, where its clients come in. */
export const frontName = ({name}: Service): string => `${name}:front`

/** The proxy whose table counts a service's clients: one for all the ways by which they come. */
export const rateTableName = (service: Service): string => (service.listeners.length > 0 ? frontName(service) : `${service.name}:rate`)
