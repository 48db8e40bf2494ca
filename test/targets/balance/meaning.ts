import type {Verdict} from './parse-argv.ts'

/** What a command line does, however it is written: who gets which share of the clients, and when. */
export interface Meaning {
  readonly listens: string
  readonly port: number
  readonly groups: readonly {readonly type: 'hash' | 'rr'; readonly shares: Readonly<Record<string, number>>}[]
}

export function meaningOf(verdict: Verdict & {readonly accepted: true}): Meaning {
  return {
    listens: listens(verdict),
    port: verdict.port,
    groups: verdict.groups.map(({type, channels}) => ({type, shares: sharesOf(channels.map(({host, port}) => `${host}:${port}`))})),
  }
}

const listens = ({bind, flags}: Verdict & {readonly accepted: true}): string =>
  bind?.replace(/^::ffff:7f00:1$|^::ffff:/, found => (found === '::ffff:' ? '' : '127.0.0.1')) ?? (flags.has('6') ? '::' : '0.0.0.0')

/** The part of the whole that each place has. */
export function sharesOf(places: readonly string[]): Readonly<Record<string, number>> {
  const shares: Record<string, number> = {}
  for (const place of places) shares[place] = (shares[place] ?? 0) + 1 / places.length
  return Object.fromEntries(Object.entries(shares).map(([place, share]) => [place, Number(share.toFixed(9))]))
}
