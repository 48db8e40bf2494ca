import {rawLinesOf} from './raw-lines.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (line: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  raw: {global: ["stats socket ${line}"]}
`

export const openRuntimeSocket: Rule = {
  code: 'LB278',
  name: 'open-runtime-socket',
  family: 'secure',
  severity: 'warning',
  summary: "HAProxy's runtime socket is open to the network, or to every user of the machine.",
  why: 'The socket knows no password. With level `admin` whoever reaches it takes nodes out, sends clients to a machine of theirs, and replaces certificates; with less they still read tables, addresses and sessions.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#3.1-stats%20socket',
  bad: spec('ipv4@*:9999 level admin'),
  good: spec('ipv4@127.0.0.1:9999 level operator'),
  check(cluster, find) {
    for (const {line, origin} of rawLinesOf(cluster)) {
      const {at} = /^stats socket (?<at>\S+)/.exec(line)?.groups ?? {}
      const open = at === undefined ? undefined : opennessOf(at, line)
      if (at === undefined || open === undefined) continue
      find({
        message: `\`stats socket ${at}\` is open to ${open === 'network' ? 'the network' : 'every user of the machine'}, and asks for no password.`,
        hint:
          open === 'network'
            ? 'Use `haproxy.socket`, a file for root alone, or an address of `127.0.0.1`.'
            : 'Write `mode 660` and a `group`, or use `haproxy.socket`.',
        path: origin,
      })
    }
  },
}

/** Who may come to a socket besides those who should: by the network, or by a file that all may write to. */
function opennessOf(at: string, line: string): 'network' | 'machine' | undefined {
  const {address} = /^(?:(?:ipv4|ipv6|tcp|tcp4|tcp6)@)?(?<address>\*|\[?[0-9a-fA-F.:]*\]?|[\w.-]+):\d+$/.exec(at)?.groups ?? {}
  if (address === undefined) return /\bmode 0?[0-7][0-7][2367]\b/.test(line) ? 'machine' : undefined
  return /^(127\.|\[?::1\]?$|localhost$)/.test(address) ? undefined : 'network'
}
