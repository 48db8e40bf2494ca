import {type Json, isMap} from '../rich-spec.ts'
import {type Tester, without} from './engine.ts'
import {schema} from './schema.ts'
import {compileSpec, senseless, settle} from './settle.ts'
import type {Spec} from './spec.ts'

/** What came of offering a spec to lbgen: the spec that it takes, if any, and what is wrong with how it refuses. */
export interface Offer {
  readonly faults: readonly string[]
  readonly spec: Spec | undefined
}

/** Offers a spec as it is, or without what is refused of it. */
export function offer(spec: Spec, manner: 'wild' | 'settled'): Offer {
  if (manner === 'settled') {
    const {settled, faults} = settle(spec)
    return {faults, spec: settled}
  }
  const compiled = compileSpec(spec)
  return {faults: senseless(compiled), spec: compiled.artifacts.length > 0 ? spec : undefined}
}

/** The spec for one release, without what its build lacks. */
export function forRelease(spec: Spec, {release, lacks}: Pick<Tester, 'release' | 'lacks'>): Spec {
  const {haproxy, ...rest} = without(spec, lacks) as Readonly<Record<string, Json>>
  return {...rest, haproxy: {...(isMap(haproxy) ? haproxy : {}), version: release}}
}

/** The spec for the newest release that the schema knows. */
export const forNewest = (spec: Spec): Spec => forRelease(spec, {release: newest, lacks: []})

const newest = schema.$defs?.['haproxy']?.properties?.['version']?.enum?.filter(release => typeof release === 'string').at(-1) ?? ''
