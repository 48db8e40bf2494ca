import type {Route} from '../model/cluster.ts'
import {beginningsOf} from './beginnings.ts'
import type {Rule} from './rule.ts'

const spec = (when: string): string => `lbgen: 1
name: shop
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  shop: {mode: http, listen: "192.168.1.10:80", routes: [{when: {${when}}, deny: 403}]}
`

export const denyOfOnePath: Rule = {
  code: 'LB291',
  name: 'deny-of-one-path',
  family: 'secure',
  severity: 'hint',
  summary: 'A route denies a folder, and nothing that is in it.',
  why: '`path` is that one path, to the letter: a route that denies `/admin` lets `/admin/` and `/admin/users` through. `pathPrefix` is all that begins so.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#7.3.6-path',
  bad: spec('path: /admin'),
  good: spec('pathPrefix: /admin'),
  check({services}, find) {
    for (const {name, routes} of services) {
      const denied = prefixesDenied(routes)
      for (const {when, action} of routes) {
        if (action.kind !== 'deny' || when?.path === undefined) continue
        const folder = when.path.value.find(path => isFolder(path) && !beginningsOf(`${path}/`).some(beginning => denied.has(beginning)))
        if (folder === undefined) continue
        find({
          message: `Service \`${name}\` denies \`${folder}\` alone, and lets \`${folder}/\` and all below it through.`,
          hint: `Write \`pathPrefix: ${folder}\`.`,
          path: when.path.origin,
        })
      }
    }
  },
}

/** Whether more may stand behind a path: it is no file with an ending, nor ends as a folder does. */
const isFolder = (path: string): boolean => /\/[^./]+$/.test(path)

/** What begins paths that are denied to anybody; an expression may mean all of them. */
const prefixesDenied = (routes: readonly Route[]): ReadonlySet<string> =>
  new Set(
    routes.flatMap(({when, action}) =>
      action.kind !== 'deny' ? [] : [...(when?.pathPrefix?.value ?? []), ...(when?.pathRegex === undefined ? [] : [''])],
    ),
  )
