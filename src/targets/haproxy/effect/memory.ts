import type {Way} from '../../effect.ts'
import {type Section, sectionIn} from './read.ts'
import type {Table} from './hold.ts'

/** What becomes of what a table remembers. */
export type Fate = 'kept' | 'lost' | 'unknown'

interface Sides {
  readonly host: string
  readonly how: Way
  readonly before: readonly Section[]
  readonly after: readonly Section[]
}

/**
 * Whether a table outlives the change. On a reload the old process teaches the new one by way of the peers, which takes
 * that both find the local peer under the same name and address; after a restart only another load balancer can teach,
 * unless that one is restarted, too, before it has learnt all of it.
 * https://docs.haproxy.org/3.0/configuration.html#3.5
 */
export function fateOf(before: Table, after: Table, {host, how, ...sides}: Sides): Fate {
  if (how === 'runtime' || how === 'nothing') return 'kept'
  if (before.peers === undefined || after.peers === undefined) return 'lost'
  const [old, now] = [membersIn(sides.before, before.peers), membersIn(sides.after, after.peers)]
  const [me, still] = [nameIn(sides.before, host), nameIn(sides.after, host)]
  const isSame = me === still && old.get(me) !== undefined && old.get(me) === now.get(still)
  if (how === 'reload') return isSame ? 'kept' : 'lost'
  const others = [...now].filter(([name, address]) => name !== still && old.get(name) === address)
  return others.length === 0 ? 'lost' : 'unknown'
}

/** The addresses of peers by their names. */
const membersIn = (sections: readonly Section[], name: string): ReadonlyMap<string, string> =>
  new Map(
    sectionIn(sections, 'peers', name).lines.flatMap(line => {
      const [word, peer, address] = line.split(' ')
      return word === 'peer' && peer !== undefined && address !== undefined ? [[peer, address]] : []
    }),
  )

/** What a load balancer is called among its peers. */
const nameIn = (sections: readonly Section[], host: string): string =>
  sectionIn(sections, 'global')
    .lines.find(line => line.startsWith('localpeer '))
    ?.split(' ')[1] ?? host
