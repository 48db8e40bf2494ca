/** The first item of each name, in order. */
export function distinct<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const byName = new Map<string, T>()
  for (const item of items) if (!byName.has(nameOf(item))) byName.set(nameOf(item), item)
  return [...byName.values()]
}

/** The items of each name, in order. */
export function grouped<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const byName = new Map<string, T[]>()
  for (const item of items) {
    const group = byName.get(nameOf(item))
    if (group === undefined) byName.set(nameOf(item), [item])
    else group.push(item)
  }
  return byName
}
