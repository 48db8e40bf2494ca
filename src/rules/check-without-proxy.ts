import type {Rule} from './rule.ts'

const spec = (check: string): string => `lbgen: 1
name: mail
loadBalancers: {lb1: 192.168.1.10}
nodes: {mail1: 192.168.1.21, mail2: 192.168.1.22}
services:
  mail: {listen: "192.168.1.10:25", clientAddress: proxy-protocol, check: {type: smtp, ${check}}}
`

export const checkWithoutProxy: Rule = {
  code: 'LB244',
  name: 'check-without-proxy',
  family: 'correct',
  severity: 'warning',
  summary: 'A service and its check do not agree on the PROXY protocol at one port.',
  why: 'A port either expects the line of the PROXY protocol before everything else, or takes it for rubbish: there is no way to tell. Where the traffic has it and the check has not, the nodes are down in the eyes of the load balancer, or they are up and answer no client.',
  see: 'https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt',
  bad: spec('sendProxy: false'),
  good: spec('port: 2525, sendProxy: false'),
  check({services}, find) {
    for (const {name, engine, clientAddress, check} of services) {
      // The port of another is another's matter; a program of its own speaks as it likes.
      if (engine.value !== 'haproxy' || check.type === 'none' || check.type === 'external' || check.port !== undefined) continue
      const sends = clientAddress.value === 'proxy-protocol' || clientAddress.value === 'proxy-protocol-v2'
      if (check.sendProxy.value === sends) continue
      find({
        message: sends
          ? `Service \`${name}\` sends the PROXY protocol to its nodes, and its check goes to the same port without it.`
          : `The check of service \`${name}\` sends the PROXY protocol to a port where the service does not.`,
        hint: 'Leave `sendProxy` out: the check then does as the service does. Or give the check a `port` of its own.',
        path: check.sendProxy.origin,
      })
    }
  },
}
