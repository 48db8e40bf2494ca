import {formatDuration} from '../model/duration.ts'
import {alfrescoSpec, servicesOfAlfresco} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (timeout: string): string =>
  alfrescoSpec(
    `imap: {listen: "192.168.1.10:143", timeouts: {client: ${timeout}, server: ${timeout}}}`,
    'release: "6.2", services: {imap: imap}',
  )

/** What a server has to wait at least. */
const AUTOLOGOUT_MS = 30 * 60_000

export const shortImapTimeout: Rule = {
  code: 'LB303',
  name: 'short-imap-timeout',
  family: 'product',
  severity: 'warning',
  summary: 'A load balancer closes idle IMAP connections before an IMAP server may.',
  why: 'A mail program that waits for news says nothing for up to 29 minutes, and a server has to wait 30. A load balancer that waits less cuts the connection: the program shows errors, or asks for its password again.',
  see: 'https://www.rfc-editor.org/rfc/rfc3501.html#section-5.4',
  bad: spec('5m'),
  good: spec('31m'),
  check(cluster, find) {
    for (const service of servicesOfAlfresco(cluster, 'imap')) {
      if (service.packets !== undefined) continue
      const {client, server, tunnel} = service.timeouts
      const short = (tunnel === undefined ? [client, server] : [tunnel]).find(
        timeout => timeout !== undefined && timeout.value < AUTOLOGOUT_MS,
      )
      if (short === undefined) continue
      find({
        message: `Service \`${service.name}\` closes an IMAP connection after ${formatDuration(short.value)} without traffic.`,
        hint: 'Write `31m` as `timeouts.client` and `timeouts.server`.',
        path: short.origin,
        owner: service.origin,
      })
    }
  },
}
