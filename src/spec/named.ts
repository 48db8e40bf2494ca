import type {Named} from './long.ts'

// Names have been checked by the schema. Plain loops over keys, and maps without a prototype, which grow three times as
// fast: there may be a hundred thousand names. The casts restore what the key of a map and Object.create forget.

/** Each of some named things changed. */
export function mapNamed<From, To>(named: Named<From>, change: (value: From, name: string) => To): Named<To> {
  const changed = Object.create(null) as Record<string, To>
  for (const name of Object.keys(named)) changed[name] = change(named[name] as From, name)
  return changed
}

/** What is made of each of some named things, in their order. */
export const listNamed = <From, To>(named: Named<From>, make: (value: From, name: string) => To): readonly To[] =>
  Object.keys(named).map(name => make(named[name] as From, name))
