import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongPersistence} from '../spec/long.ts'
import type {Engine} from './engines.ts'

/** A service's stickiness: its own fields over those that `defaults` gives for the same type, over the language's. */
export function resolvePersistence(
  engine: Engine,
  own: LongPersistence | undefined,
  applied: LongPersistence | undefined,
): LongPersistence {
  const wanted = own ?? applied
  // The table is another service's, with all that belongs to it.
  if (wanted !== undefined && 'with' in wanted && wanted.with !== undefined) return wanted
  const type = wanted?.type ?? language.service.persistence
  const {with: _shared, ...inherited} = applied?.type === type ? {with: undefined, ...applied} : {with: undefined}
  // The cast: whatever the type, what is merged is of that type.
  return {...persistenceDefaults(type, engine), ...inherited, ...own, type} as LongPersistence
}

function persistenceDefaults(type: LongPersistence['type'], engine: Engine): object {
  switch (type) {
    case 'none':
      return {}
    case 'source':
      return engine === 'haproxy' ? language.persistenceSource : engine === 'lvs' ? {timeout: language.persistenceSource.timeout} : {}
    case 'cookie':
      return language.persistenceCookie
    case 'application-cookie':
      return language.persistenceApplicationCookie
    case 'rdp-cookie':
      return language.persistenceRdpCookie
    case 'tls-session-id':
      return language.persistenceTlsSessionId
    case 'forwarded-for':
      return language.persistenceForwardedFor
    case 'header':
      return language.persistenceHeader
  }
}
