import type {Named} from './long.ts'

/**
 * Each of some named things changed. Names have been checked by the schema, so that none is `__proto__`; a plain loop, for
 * there may be a hundred thousand.
 */
export function mapNamed<From, To>(named: Named<From>, change: (value: From, name: string) => To): Named<To> {
  const changed: Record<string, To> = {}
  for (const [name, value] of Object.entries(named)) changed[name] = change(value, name)
  return changed
}
