import type {ServerLine} from './read.ts'

/** Places of a map that are worked out; in a larger one a change moves nearly all in any case. */
const MOST_PLACES = 4096

/** Those who take part in a hash: all that are up for clients, else the first backup. */
export function takingPart(servers: readonly ServerLine[]): readonly ServerLine[] {
  const usable = servers.filter(({isDisabled, weight}) => !isDisabled && weight > 0)
  const active = usable.filter(({isBackup}) => !isBackup)
  return active.length > 0 ? active : usable.slice(0, 1)
}

/** The share of hashes that lead to another machine than before, 0 to 1; undefined where it is not worked out. */
export function movedShare(before: readonly ServerLine[], after: readonly ServerLine[], isConsistent: boolean): number | undefined {
  const [old, now] = [takingPart(before), takingPart(after)]
  if (old.length === 0 || now.length === 0) return 1
  return isConsistent ? movedOnRing(old, now) : movedInMap(old, now)
}

const machineOf = ({name, address}: ServerLine): string => `${name} ${address}`

/**
 * Each server has places on a ring that come from its id, as many as its weight; a hash belongs to the next one. An id is
 * the server's place in the list unless it has one of its own, so that a server taken out of the middle renames all behind it.
 */
function movedOnRing(old: readonly ServerLine[], now: readonly ServerLine[]): number {
  const [oldShares, newShares] = [shareOf(old), shareOf(now)]
  const [oldById, newById] = [byId(old), byId(now)]
  let [all, kept] = [0, 0]
  for (const id of new Set([...oldById.keys(), ...newById.keys()])) {
    const [was, is] = [oldById.get(id), newById.get(id)]
    const [before, after] = [weightOf(was), weightOf(is)]
    const [less, more] = [Math.min(before, after), Math.max(before, after)]
    all += more
    if (was && is && machineOf(was) === machineOf(is)) kept += less
    // A place of one ring alone: in the other the next one counts, which may be the same machine's.
    kept += (more - less) * (before > after ? shareIn(newShares, was) : shareIn(oldShares, is))
  }
  return 1 - kept / all
}

const weightOf = (server: ServerLine | undefined): number => server?.weight ?? 0

const shareIn = (shares: ReadonlyMap<string, number>, server: ServerLine | undefined): number =>
  (server && shares.get(machineOf(server))) ?? 0

const byId = (servers: readonly ServerLine[]): ReadonlyMap<number, ServerLine> => new Map(servers.map(server => [server.id, server]))

/** How much of a ring each machine has. */
function shareOf(servers: readonly ServerLine[]): ReadonlyMap<string, number> {
  const total = servers.reduce((sum, {weight}) => sum + weight, 0)
  return new Map(servers.map(server => [machineOf(server), server.weight / total]))
}

/** A hash modulo the map's length is a place in it: two hashes that share a place before need not share one after. */
function movedInMap(old: readonly ServerLine[], now: readonly ServerLine[]): number | undefined {
  const [before, after] = [mapOf(old), mapOf(now)]
  if (before === undefined || after === undefined) return undefined
  const common = divisor(before.length, after.length)
  let kept = 0
  for (let rest = 0; rest < common; rest++) {
    const [one, other] = [sharesIn(before, rest, common), sharesIn(after, rest, common)]
    for (const [machine, share] of one) kept += (share * (other.get(machine) ?? 0)) / common
  }
  return 1 - kept
}

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other))

/** How much of the places that leave the same rest each machine has. */
function sharesIn(map: readonly string[], rest: number, common: number): ReadonlyMap<string, number> {
  const shares = new Map<string, number>()
  const step = common / map.length
  for (let place = rest; place < map.length; place += common) {
    const machine = map[place] ?? ''
    shares.set(machine, (shares.get(machine) ?? 0) + step)
  }
  return shares
}

/** Who has which place, as HAProxy fills its map (`recalc_server_map` in its lb_map.c). */
function mapOf(servers: readonly ServerLine[]): readonly string[] | undefined {
  const unit = servers.reduce((sum, {weight}) => divisor(sum, weight), 0)
  const entries = servers.map(server => ({machine: machineOf(server), weight: server.weight / unit, score: 0}))
  const total = entries.reduce((sum, {weight}) => sum + weight, 0)
  if (total > MOST_PLACES) return undefined
  const map: string[] = []
  for (let place = 0; place < total; place++) {
    let best: (typeof entries)[number] | undefined
    let most = 0
    for (const entry of entries) {
      entry.score += entry.weight
      const value = Math.trunc((entry.score + total) / total)
      if (best === undefined || value > most) [most, best] = [value, entry]
    }
    if (best) best.score -= total
    map.push(best?.machine ?? '')
  }
  return map
}
