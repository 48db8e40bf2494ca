import type {Rule} from './rule.ts'

const spec = (persistence: string): string => `lbgen: 1
name: shop
loadBalancers: {lb1: 192.168.1.10}
nodes: {tomcat1: 192.168.1.21, tomcat2: 192.168.1.22}
services:
  shop: {mode: http, listen: "192.168.1.10:80", port: 8080, persistence: {${persistence}}}
`

/** The sessions of Java, PHP, ASP.NET, Express, Django, Rails, ColdFusion and others, in small letters. */
const sessions =
  /^(jsessionid|phpsessid|asp\.net_sessionid|aspsessionid.*|connect\.sid|sessionid|session|sid|_session_id|laravel_session|cfid|cftoken)$/i

export const cookieOfApplication: Rule = {
  code: 'LB231',
  name: 'cookie-of-application',
  family: 'correct',
  severity: 'warning',
  summary: "A service sets a cookie of its own under the name of the application's session.",
  why: "With `method: insert` HAProxy makes a cookie with the node's name in it. Under the name that the application uses for its session, the one overwrites the other: users are logged out at each request, or change their node.",
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-cookie',
  bad: spec('type: cookie, name: JSESSIONID'),
  good: spec('type: application-cookie, name: JSESSIONID'),
  check({services}, find) {
    for (const {name, persistence, origin} of services) {
      if (persistence.type !== 'cookie' || persistence.method.value !== 'insert' || !sessions.test(persistence.name.value)) continue
      find({
        message: `Service \`${name}\` sets the cookie \`${persistence.name.value}\` with the name of a node, and applications keep their session in a cookie of that name.`,
        hint: 'Write `type: application-cookie` to stick by the session, `method: prefix` to put the node before it, or another name.',
        path: persistence.name.origin,
        owner: origin,
      })
    }
  },
}
