import {TICKET_BYTES, tiersOf} from '../model/applications/tier.ts'
import type {Cluster} from '../model/cluster.ts'
import type {Rule} from './rule.ts'
import {shareSpec} from './share-spec.ts'

/** What HAProxy has when nobody sets it: of that, some is kept for what is added. */
const BUFFER_BYTES = 16_384

const spec = (more: string): string => shareSpec({application: ', sso: kerberos', more})

export const smallBuffer: Rule = {
  code: 'LB329',
  name: 'small-buffer',
  family: 'product',
  severity: 'hint',
  summary: 'Tickets of single sign-on may be larger than what HAProxy takes of headers.',
  why: 'A ticket names the groups of its user and comes with each request. HAProxy answers 400 to a request whose headers do not fit into its buffer of 16 kB, and users in many groups cannot come in, while others can. Tomcat is told to take 32 kB.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#tune.bufsize',
  bad: spec(''),
  good: spec('haproxy: {raw: {global: [tune.bufsize 40960]}}'),
  check(cluster, find) {
    for (const {share, shareService} of tiersOf(cluster)) {
      if (!['kerberos', 'ntlm'].includes(share.sso.value) || shareService?.mode.value !== 'http') continue
      if (bufferOf(cluster) > TICKET_BYTES) continue
      find({
        message: `Application \`${share.name}\` has \`sso: ${share.sso.value}\`, and HAProxy takes ${bufferOf(cluster)} bytes of headers at most, less than a ticket may have.`,
        hint: 'Write `raw: {global: [tune.bufsize 40960]}` under `haproxy`.',
        path: share.sso.origin,
      })
    }
  },
}

/** The last line counts. */
function bufferOf({haproxy}: Cluster): number {
  const written = haproxy.raw.global.map(({value}) => /^\s*tune\.bufsize\s+(?<bytes>\d+)/.exec(value)?.groups?.['bytes'])
  return Number(written.findLast(bytes => bytes !== undefined) ?? BUFFER_BYTES)
}
