import type {LongSpec} from '../spec/long.ts'
import {has, originsIn} from './origin.ts'
import {isProduct, presetOf} from './presets.ts'
import type {ResolvedCheck} from './resolve-check.ts'
import type {OriginOf} from './sourced.ts'

/** Where the fields of a service's check were written; what follows from a product comes from where the product was named. */
export function checkOrigins(check: ResolvedCheck, written: LongSpec, name: string): OriginOf {
  const originOf = originsIn(written, name)
  if (!isProduct(check.type)) return originOf
  const given: ReadonlySet<string> = new Set([
    'method',
    ...Object.keys(presetOf(check.type, 'release' in check ? check.release : undefined)),
  ])
  const isWritten = (field: string): boolean => [written.services?.[name], written.defaults].some(fields => has(fields, 'check', field))
  return (...steps) => {
    const [, field] = steps
    return field === undefined || !given.has(field) || isWritten(field) ? originOf(...steps) : originOf('check', 'type')
  }
}
