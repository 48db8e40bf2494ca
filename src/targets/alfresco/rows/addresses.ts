import {formatHost} from '../../../model/endpoint.ts'
import {type Facts, type Row, text} from '../facts.ts'
import {formatOrigin, originsOf, publicAddress} from '../public-address.ts'

type Part = 'protocol' | 'host' | 'port'

const webPart = (role: 'web' | 'share', key: string, part: Part): Row => ({
  key,
  value: ({cluster, application}) => {
    const address = publicAddress(cluster, application, role)
    const value = address?.[part]
    if (address === undefined || address.host === undefined || value === undefined) return undefined
    // Alfresco makes addresses of it as it stands: IPv6 wants its brackets.
    return text(typeof value.value === 'object' ? formatHost(value.value) : value.value, address.origin, value.origin)
  },
})

/** A property made from where people reach the repository. */
const fromOrigin = (key: string, make: (origin: string, facts: Facts) => string): Row => ({
  key,
  value: facts => {
    const address = publicAddress(facts.cluster, facts.application, 'web')
    const origin = address && formatOrigin(address)
    return address && origin !== undefined ? text(make(origin, facts), ...originsOf(address)) : undefined
  },
})

const escapeRegex = (plain: string): string => plain.replaceAll(/[.[\]]/g, '\\$&')

/** A switch that goes with the address, and holds nothing of it. */
const beside = (key: string, value: string): Row => ({
  key,
  value: ({cluster, application}) => {
    const address = publicAddress(cluster, application, 'web')
    return address?.host && text(value, address.origin)
  },
})

/** What people and programs outside are told: https://docs.alfresco.com/content-services/latest/config/repository/#url-generation-parameters */
export const addressRows: readonly Row[] = [
  webPart('web', 'alfresco.protocol', 'protocol'),
  webPart('web', 'alfresco.host', 'host'),
  webPart('web', 'alfresco.port', 'port'),
  webPart('share', 'share.protocol', 'protocol'),
  webPart('share', 'share.host', 'host'),
  webPart('share', 'share.port', 'port'),
  // Context and servlet path of a CMIS request are the same outside; the server is not.
  beside('opencmis.context.override', 'false'),
  beside('opencmis.servletpath.override', 'false'),
  beside('opencmis.server.override', 'true'),
  fromOrigin('opencmis.server.value', origin => origin),
  fromOrigin('aos.baseUrlOverwrite', (origin, facts) => `${origin}/${contextOf(facts)}/aos`),
  fromOrigin('csrf.filter.referer', origin => `${escapeRegex(origin)}/.*`),
  fromOrigin('csrf.filter.origin', escapeRegex),
]

/** The path of the repository's web application, as the user may have it elsewhere. */
export const contextOf = ({application}: Pick<Facts, 'application'>): string =>
  application.properties.find(({key}) => key === 'alfresco.context')?.value ?? 'alfresco'
