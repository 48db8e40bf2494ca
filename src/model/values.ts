/** A duration, in milliseconds. */
export type Milliseconds = number

export type State = 'ready' | 'drain' | 'maintenance'

/** What runs on a node; `windows-2012` stands for every later Windows too. */
export type Os = 'linux' | 'windows-2003' | 'windows-2008' | 'windows-2012' | 'freebsd' | 'solaris'
/** Who gives a node the services' addresses when it starts. */
export type Boot = 'script' | 'systemd-networkd' | 'ifupdown'

export const timeoutNames = [
  'connect',
  'client',
  'server',
  'queue',
  'check',
  'tunnel',
  'httpRequest',
  'httpKeepAlive',
  'clientFin',
  'serverFin',
] as const

export type TimeoutName = (typeof timeoutNames)[number]

/** HAProxy's names, which the language took over. */
export interface BalanceAlgorithm {
  readonly algorithm: 'roundrobin' | 'static-rr' | 'leastconn' | 'first' | 'source' | 'uri' | 'random' | 'header' | 'parameter'
  /** The header or URL parameter that is hashed, for those two. */
  readonly key: string | undefined
  /** Consistent hashing, for algorithms that hash. */
  readonly consistent: boolean
  /** How much above the average load a node may get with consistent hashing, in percent. */
  readonly factorPercent: number | undefined
}
