import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'
import {isThousandfold} from './seconds-for-milliseconds.ts'
import {web} from './web.ts'

const spec = (request: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", timeouts: {httpRequest: ${request}}}
`

const LONG_MS = 60_000

export const slowRequests: Rule = {
  code: 'LB289',
  name: 'slow-requests',
  family: 'secure',
  severity: 'hint',
  summary: 'A client may take more than a minute to send the headers of its request.',
  why: 'Headers are sent at once. Who takes that long is no browser, but one of those who hold thousands of connections open with a byte now and then ("Slowloris"), until no one else gets in. What is sent after the headers has `client` for its time-out, and is not meant.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-timeout%20http-request',
  bad: spec('5m'),
  good: spec('10s'),
  check({services}, find) {
    const said = new Set<string>()
    for (const {name, mode, timeouts} of services) {
      const {httpRequest} = timeouts
      if (mode.value !== 'http' || httpRequest === undefined || httpRequest.value <= LONG_MS || said.has(httpRequest.origin)) continue
      if (isThousandfold(httpRequest.value)) continue
      said.add(httpRequest.origin)
      find({
        message: `Service \`${name}\` waits ${formatDuration(httpRequest.value)} for the headers of a request.`,
        hint: 'Leave `httpRequest` out, or write `10s`. For large uploads `client` is the one to raise.',
        path: httpRequest.origin,
      })
    }
  },
}
