import {spawnSync} from 'node:child_process'
import type {Engine} from '../engines.ts'
import {type Json, isMap} from '../rich-spec.ts'

/** A HAProxy of this machine, and what it was built without. */
export interface Tester extends Engine {
  readonly lacks: readonly string[]
}

/** Keys of a spec that ask for what not every build of a release has: nothing can be said of them with such a build. */
const optional: readonly {readonly built: RegExp; readonly keys: readonly string[]}[] = [
  {built: /Built with OpenSSL/, keys: ['tls', 'reencrypt', 'tlsProfile', 'hsts']},
  {built: /prometheus/i, keys: ['prometheus']},
  {built: /Built with (?:zlib|libslz)/, keys: ['compression']},
]

export function testerOf(engine: Engine): Tester {
  const {stdout} = spawnSync(engine.program, ['-vv'], {encoding: 'utf8', timeout: 20_000})
  return {...engine, lacks: optional.flatMap(({built, keys}) => (built.test(stdout) ? [] : keys))}
}

/** A spec without what a build cannot do. */
export function without(spec: Json, keys: readonly string[]): Json {
  if (Array.isArray(spec)) return spec.map((item: Json) => without(item, keys))
  if (!isMap(spec)) return spec
  const asks = (key: string, part: Json): boolean =>
    keys.includes(key) || (key === 'check' && keys.includes(isMap(part) ? typeOf(part) : typeOf({type: part})))
  return Object.fromEntries(Object.entries(spec).flatMap(([key, part]) => (asks(key, part) ? [] : [[key, without(part, keys)]])))
}

/** A check of type `tls` is in TLS as a whole. */
const typeOf = ({type}: Readonly<Record<string, Json>>): string => (typeof type === 'string' ? type : '')
