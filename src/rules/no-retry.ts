import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (retries: number): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", options: {retries: ${retries}}}
`

export const noRetry: Rule = {
  code: 'LB259',
  name: 'no-retry',
  family: 'available',
  severity: 'hint',
  summary: 'A client gets an error when its node refuses, although others are up.',
  why: 'Between the moment when a node stops and the moment when the checks find it out, connections to it fail. With `retries` HAProxy tries again, the last time with another node, and the client notices nothing. Only connections are tried again: nothing reaches a node twice.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-retries',
  bad: spec(0),
  good: spec(2),
  check({services}, find) {
    const said = new Set<string>()
    for (const {name, engine, servers, options} of services) {
      const {retries} = options
      if (engine.value !== 'haproxy' || retries.value > 0 || servers.length < 2 || said.has(retries.origin)) continue
      said.add(retries.origin)
      find({
        message: `Service \`${name}\` does not try again when a node refuses a connection, and gives its client an error.`,
        hint: 'Leave `retries` out, or write 1 or more.',
        path: retries.origin,
      })
    }
  },
}
