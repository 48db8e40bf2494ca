import {applicationsOf} from '../model/applications/of-kind.ts'
import {formatDuration} from '../model/duration.ts'
import {flowSpec} from './electricflow-spec.ts'
import type {Rule} from './rule.ts'

/** What is taken for long enough: several times what load balancers have for a request. */
const LONG_MS = 300_000

const spec = (timeout: string): string => flowSpec({stomp: `timeouts: {client: ${timeout}, server: ${timeout}}`})

export const shortStompTimeout: Rule = {
  code: 'LB342',
  name: 'short-stomp-timeout',
  family: 'product',
  severity: 'warning',
  summary: 'A load balancer closes connections of STOMP that are only silent.',
  why: "A client of ElectricFlow's STOMP keeps its connection open and waits for messages, for hours when nothing happens. Time-outs that are meant for requests cut it, and it connects again and again.",
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-timeout%20tunnel',
  bad: spec('50s'),
  good: spec('1h'),
  check(cluster, find) {
    for (const {services} of applicationsOf(cluster, 'electricflow')) {
      for (const {service} of services.filter(({role}) => role === 'stomp')) {
        const {client, server, tunnel} = service.timeouts
        const short = (tunnel === undefined ? [client, server] : [tunnel]).find(timeout => timeout !== undefined && timeout.value < LONG_MS)
        if (short === undefined || service.packets !== undefined) continue
        find({
          message: `Service \`${service.name}\` closes a STOMP connection after ${formatDuration(short.value)} without a message.`,
          hint: 'Write `timeouts: {client: 1h, server: 1h}`.',
          path: short.origin,
          owner: service.origin,
        })
      }
    }
  },
}
