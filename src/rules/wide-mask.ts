import type {Rule} from './rule.ts'

const spec = (mask: number): string => `lbgen: 1
name: files
loadBalancers: {lb1: 192.168.1.10}
nodes: {files1: 192.168.1.21, files2: 192.168.1.22}
services:
  nfs: {listen: "192.168.1.10:2049", persistence: {type: source, mask: ${mask}}}
`

export const wideMask: Rule = {
  code: 'LB246',
  name: 'wide-mask',
  family: 'correct',
  severity: 'hint',
  summary: 'A service takes a great part of the Internet, or all of a company, for one client.',
  why: '`mask` is how many leading bits of its address tell a client from others. With 16 of them 65,536 addresses are one client and share one node, with 8 all of `10.0.0.0/8` does: the other nodes have nothing to do.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#7.3.1-ipmask',
  bad: spec(8),
  good: spec(24),
  check({services}, find) {
    for (const {name, persistence} of services) {
      if (persistence.type !== 'source' || persistence.with !== undefined || persistence.mask === undefined || persistence.mask.value > 16)
        continue
      find({
        message: `Service \`${name}\` takes ${2 ** (32 - persistence.mask.value)} addresses for one client, and sends all of them to one node.`,
        hint: 'Write `mask: 24`, or leave it out: then each address is a client.',
        path: persistence.mask.origin,
      })
    }
  },
}
