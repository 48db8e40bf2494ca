/** The first item of each name, in order. */
export function distinct<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const byName = new Map<string, T>()
  for (const item of items) if (!byName.has(nameOf(item))) byName.set(nameOf(item), item)
  return [...byName.values()]
}
