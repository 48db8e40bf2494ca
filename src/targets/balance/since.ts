import {compareReleases} from '../../model/release.ts'

/** The kind of socket on which a process listens. */
export type Family = 'ipv4' | 'ipv6'

/** What a release of Balance can do on Linux, as far as releases differ in what lbgen writes. */
export interface ReleaseFacts {
  /** The listening sockets that come up. */
  readonly sockets: readonly Family[]
  /** The socket on which a hash group tells clients apart; on the other one every client gets the first channel. */
  readonly hashes: Family
  /** How many arguments may follow the port: channels and separators. */
  readonly arguments: number
  /** Whether it knows `-M`, without which shared memory outlives every restart. */
  readonly memoryFile: boolean
}

/**
 * Each row holds from its release on. Source of all: https://github.com/tar-mirror/balance, and the programs built from it.
 * 3.40 brought IPv6 and lost IPv4 sockets (`setsockopt(IPV6_V6ONLY=0): Protocol not available`); 3.48 has both.
 * 3.54 "fixed hash_fold bug regarding incoming IPv4 and IPv6 source addresses" for IPv6 sockets and broke it for IPv4.
 */
const rows: readonly {readonly since: string; readonly facts: ReleaseFacts}[] = [
  {since: '3.32', facts: {sockets: ['ipv4'], hashes: 'ipv4', arguments: 15, memoryFile: false}},
  {since: '3.33', facts: {sockets: ['ipv4'], hashes: 'ipv4', arguments: 15, memoryFile: true}},
  {since: '3.40', facts: {sockets: ['ipv6'], hashes: 'ipv4', arguments: 63, memoryFile: true}},
  {since: '3.48', facts: {sockets: ['ipv4', 'ipv6'], hashes: 'ipv4', arguments: 63, memoryFile: true}},
  {since: '3.54', facts: {sockets: ['ipv4', 'ipv6'], hashes: 'ipv6', arguments: 63, memoryFile: true}},
]

const oldest: ReleaseFacts = {sockets: ['ipv4'], hashes: 'ipv4', arguments: 15, memoryFile: false}

/** What that release can do; one that is newer than every row is taken to be as the newest. */
export const releaseFacts = (release: string): ReleaseFacts =>
  rows.findLast(({since}) => compareReleases(since, release) <= 0)?.facts ?? oldest

/** The first release on which a hash group works on a socket of that family, for a message. */
export const firstHashing: Readonly<Record<Family, string>> = {ipv4: '3.48', ipv6: '3.54'}
