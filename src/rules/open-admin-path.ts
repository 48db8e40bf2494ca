import type {Route, Sourced} from '../model/cluster.ts'
import type {Rule} from './rule.ts'

const spec = (when: string): string => `lbgen: 1
name: shop
loadBalancers: {lb1: 192.168.1.10}
nodes: {tomcat1: 192.168.1.21, tomcat2: 192.168.1.22}
services:
  shop:
    mode: http
    listen: "192.168.1.10:80"
    routes: [{when: {pathPrefix: /manager/${when}}, service: admin}, {when: {pathPrefix: /manager/}, deny: 403}]
  admin: {mode: http, nodes: [tomcat1, {node: tomcat2, backup: true}], port: 8080}
`

/** Pages by which products are run, of which no client knows: Tomcat, Spring, JBoss, Apache, phpMyAdmin, Solr, consoles of databases. */
const pages =
  /^\/(manager\/(html|text|jmxproxy)|host-manager|actuator|jmx-console|web-console|admin-console|server-(status|info)|phpmyadmin|solr\/admin|jolokia|h2-console|adminer)(\/|$|\.)|^\/manager\/$/i

export const openAdminPath: Rule = {
  code: 'LB290',
  name: 'open-admin-path',
  family: 'secure',
  severity: 'warning',
  summary: 'A route leads everybody to the pages by which a product is run.',
  why: "Tomcat's manager installs programs, Spring's actuator shows passwords and memory, `server-status` shows who asks for what. Robots try these paths on every address of the Internet, all day.",
  see: 'https://cwe.mitre.org/data/definitions/749.html',
  bad: spec('').replace(', {when: {pathPrefix: /manager/}, deny: 403}', ''),
  good: spec(', source: 10.0.0.0/8'),
  check({services}, find) {
    for (const {name, routes, access} of services) {
      if (access?.allow !== undefined) continue
      for (const [index, route] of routes.entries()) {
        const page = openPage(route)
        if (page === undefined) continue
        find({
          message: `Route ${index + 1} of service \`${name}\` leads everybody to \`${page.value}\`, by which a product is run.`,
          hint: 'Say with `source` in its `when` who may come there, and add a route that denies it to all others.',
          path: page.origin,
        })
      }
    }
  },
}

/** The first of such pages that a route leads everybody to. */
function openPage({when, action}: Route): Sourced<string> | undefined {
  if (action.kind !== 'service' || when === undefined || when.source !== undefined) return undefined
  const paths = [when.path, when.pathPrefix].flatMap(list => list?.value.map(value => ({value, origin: list.origin})) ?? [])
  return paths.find(({value}) => pages.test(value))
}
