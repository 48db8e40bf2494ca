import type {Node} from '../../model/cluster.ts'
import type {Family} from '../../model/endpoint.ts'
import type {Forward} from './duty.ts'

type Os = Node['os']

/** What systems are called in prose. */
export const titles: Readonly<Record<Os, string>> = {
  linux: 'Linux',
  'windows-2003': 'Windows 2003',
  'windows-2008': 'Windows 2008',
  'windows-2012': 'Windows 2012 or later',
  freebsd: 'FreeBSD',
  solaris: 'Solaris',
}

/** The families of addresses for which there is a known way to serve packets forwarded so. */
type Works = Readonly<Record<Forward, readonly Family[]>>

const both = ['ipv4', 'ipv6'] as const
const untunnelled: Works = {dr: both, nat: both, tun: []}

const works: Readonly<Record<Os, Works>> = {
  linux: {dr: both, nat: both, tun: both},
  'windows-2003': {dr: ['ipv4'], nat: ['ipv4'], tun: []},
  'windows-2008': {dr: both, nat: ['ipv4'], tun: []},
  'windows-2012': untunnelled,
  freebsd: untunnelled,
  solaris: untunnelled,
}

export const waysOn = (os: Os): Works => works[os]
