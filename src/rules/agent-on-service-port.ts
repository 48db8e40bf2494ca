import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (port: number): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: {type: agent, port: ${port}}}
`

export const agentOnServicePort: Rule = {
  code: 'LB237',
  name: 'agent-on-service-port',
  family: 'correct',
  severity: 'warning',
  summary: 'The agent of a check is asked at the port of the service itself.',
  why: 'An agent is a small program of its own that says `up`, `drain` or `50%` to whoever connects, and has a port of its own. What the service says there instead is no such word: HAProxy leaves it out of account, and the agent has no say.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-agent-check',
  bad: spec(80),
  good: spec(9999),
  check({services}, find) {
    for (const {name, check, servers} of services) {
      if (check.type !== 'agent' || !servers.some(({port}) => port.value === check.agent.port.value)) continue
      find({
        message: `Service \`${name}\` asks for the agent at port ${check.agent.port.value}, where the service itself is.`,
        hint: "Write the agent's own `port`, such as `9999`, or `check: tcp` if there is none.",
        path: check.agent.port.origin,
      })
    }
  },
}
