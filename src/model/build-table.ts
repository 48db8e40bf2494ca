import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongPersistence} from '../spec/long.ts'
import type {Sourced, TablePersistence} from './cluster.ts'
import {parseSize} from './duration.ts'
import {duration, sourced} from './origin.ts'
import type {OriginOf} from './sourced.ts'

export type TableFields = Extract<LongPersistence, {type: TablePersistence['type']}>

export function buildTable(persistence: TableFields, originOf: OriginOf, report: Report): TablePersistence {
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, originOf('persistence', key))
  // Balance, which has no table, has no defaults for one.
  const {timeout = language.persistenceSource.timeout, size = language.persistenceSource.size} = persistence
  const mask = persistence.type === 'source' ? persistence.mask : undefined
  const name = nameIn(persistence)
  return {
    type: persistence.type,
    origin: originOf('persistence'),
    name: name === undefined ? undefined : at('name', name),
    timeout: duration(at('timeout', timeout), report),
    size: at('size', parseSize(size)),
    mask: mask === undefined ? undefined : at('mask', mask),
    with: persistence.with === undefined ? undefined : at('with', persistence.with),
  }
}

const nameIn = (persistence: TableFields): string | undefined =>
  persistence.type === 'application-cookie'
    ? (persistence.name ?? language.persistenceApplicationCookie.name)
    : persistence.type === 'header'
      ? persistence.name
      : undefined
