import type {AlfrescoApplication} from '../cluster.ts'
import type {Sourced} from '../sourced.ts'

export type SecureComms = 'none' | 'https' | 'secret'

/**
 * How the repository and Solr protect what they say to each other, both ways: as it is written, or as the listeners of
 * Solr's service say. Undefined where neither does, and Alfresco's own default holds.
 */
export function secureComms({search: {secureComms: own, sharedSecret}, services}: AlfrescoApplication): Sourced<SecureComms> | undefined {
  if (own !== undefined) return own
  if (sharedSecret !== undefined) return {value: 'secret', origin: sharedSecret.origin}
  const solr = services.find(({role}) => role === 'solr')
  if (solr === undefined) return undefined
  const tls = solr.service.listeners.find(listener => listener.tls)?.tls
  return tls ? {value: 'https', origin: tls.origin} : {value: 'none', origin: solr.origin}
}
