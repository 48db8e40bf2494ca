import {applicationsOf} from '../model/applications/of-kind.ts'
import {flowSpec} from './electricflow-spec.ts'
import type {Rule} from './rule.ts'

const spec = (uri: string): string =>
  flowSpec({
    application: `serverName: flow.example.com, zooKeeper: [10.20.0.31, 10.20.0.32, 10.20.0.33], stompClientUri: "${uri}"`,
  })

export const plainStompUri: Rule = {
  code: 'LB337',
  name: 'plain-stomp-uri',
  family: 'product',
  severity: 'warning',
  summary: "STOMP's clients are told to speak plain text to a load balancer that waits for TLS.",
  why: 'ElectricFlow hands `stompClientUri` to everyone who connects by STOMP. Where the load balancer ends TLS, a client that speaks without it is taken for a broken handshake, and hears nothing of its jobs.',
  see: 'KBEC-00281, "Configuring Load Balancers in ElectricFlow Clusters"',
  bad: spec('stomp://flow.example.com:61613'),
  good: spec('stomp+ssl://flow.example.com:61613'),
  check(cluster, find) {
    for (const {name, services, stompClientUri} of applicationsOf(cluster, 'electricflow')) {
      const service = services.find(({role}) => role === 'stomp')?.service
      const isEncrypted = service !== undefined && service.listeners.length > 0 && service.listeners.every(({tls}) => tls !== undefined)
      if (!isEncrypted || stompClientUri === undefined || stompClientUri.value.startsWith('stomp+ssl:')) continue
      find({
        message: `Application \`${name}\` sends STOMP's clients to \`${stompClientUri.value}\`, and service \`${service.name}\` waits for TLS.`,
        hint: 'Write it with `stomp+ssl://`, or leave it out: lbgen knows it from the service.',
        path: stompClientUri.origin,
      })
    }
  },
}
