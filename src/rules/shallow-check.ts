import {isDefault} from '../model/origin.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (check: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: ${check}}
`

export const shallowCheck: Rule = {
  code: 'LB261',
  name: 'shallow-check',
  family: 'available',
  severity: 'hint',
  summary: 'The check of an http service only looks whether a port is open.',
  why: "The system of a node takes connections for a program that hangs, lost its database or answers every request with 500, as long as it exists. Clients get those answers, and the load balancer finds the node well. Said where the service's own check is written as one of TCP.",
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-option%20httpchk',
  bad: spec('tcp'),
  good: spec('{type: http, path: /health}'),
  check({services}, find) {
    for (const {name, engine, mode, check} of services) {
      if (engine.value !== 'haproxy' || mode.value !== 'http' || check.type !== 'tcp' || isDefault(check.origin)) continue
      // A port of its own, or a talk, is a choice.
      if (check.port !== undefined || check.send !== undefined || check.expect !== undefined) continue
      find({
        message: `Service \`${name}\` takes a node for well while its port is open, whatever the web server there says.`,
        hint: 'Write `check: {type: http, path: …}` with a page that needs what the application needs.',
        path: check.origin,
      })
    }
  },
}
