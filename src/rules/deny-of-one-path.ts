import type {Route} from '../model/cluster.ts'
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
      for (const {when, action} of routes) {
        if (action.kind !== 'deny' || when?.path === undefined) continue
        const folder = when.path.value.find(path => isFolder(path) && !routes.some(route => deniesBelow(route, path)))
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

/** Whether more may stand behind a path: no file with an ending, no beginning alone. */
const isFolder = (path: string): boolean => /\/[^./]+$/.test(path)

/** Whether a route is about what is below a path, whoever it is for. */
const deniesBelow = ({when, action}: Route, path: string): boolean =>
  action.kind === 'deny' &&
  ((when?.pathPrefix?.value.some(prefix => `${path}/`.startsWith(prefix)) ?? false) || when?.pathRegex !== undefined)
