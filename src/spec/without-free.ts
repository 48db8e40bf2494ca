/** A map of fields without its `x-` keys. */
export function withoutFree<T extends object>(fields: T): T {
  let hasFree = false
  for (const key in fields) hasFree ||= key.startsWith('x-')
  if (!hasFree) return fields
  // The cast restores what fromEntries forgets; only keys that no type knows are gone.
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !key.startsWith('x-'))) as T
}
