import type {ListenerTls, Service, Sourced} from '../model/cluster.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (names: string): string => `${web}certificates: {web: {file: /etc/haproxy/certs/web.pem, names: ${names}}}
services:
  web:
    mode: http
    listen: {address: 192.168.1.10, port: 443, tls: web}
    port: 80
    routes: [{when: {host: api.shop.example.com}, service: api}]
  api: {mode: http, port: 8080}
`

/** More than these nobody reads. */
const MOST_SHOWN = 5

export const certificateOfOtherNames: Rule = {
  code: 'LB227',
  name: 'certificate-of-other-names',
  family: 'correct',
  severity: 'warning',
  summary: 'A route is for a host that none of the certificates of the service is for.',
  why: "Browsers compare the name in the address with those in the certificate, and warn their users off. The star of `*.example.com` stands for one part alone: `api.shop.example.com` is not among its names. Told from the certificates' `names`, where all of them have any.",
  see: 'https://www.rfc-editor.org/rfc/rfc9525.html#section-6.3',
  bad: spec('["*.example.com"]'),
  good: spec('["*.example.com", "*.shop.example.com"]'),
  check({services}, find) {
    for (const service of services) {
      const names = namesOf(service)
      if (names === undefined) continue
      const known = new Set(names.map(name => name.toLowerCase()))
      for (const host of hostsOf(service)) {
        const asked = host.value.toLowerCase()
        if (known.has(asked) || known.has(asked.replace(/^[^.]+/, '*'))) continue
        find({
          message: `Service \`${service.name}\` has a route for \`${host.value}\`, and no certificate for it: ${names.length > MOST_SHOWN ? `none of its ${names.length} names fits` : `its names are ${names.map(name => `\`${name}\``).join(', ')}`}.`,
          hint: 'Add a certificate for it to the listener, or its name under `names` of the certificate that has it.',
          path: host.origin,
        })
      }
    }
  },
}

/** The names that the service has certificates for; undefined where a client may come in that no certificate concerns, or not all say it. */
function namesOf({listeners}: Service): readonly string[] | undefined {
  const tls = listeners.map(listener => listener.tls).filter(one => one !== undefined)
  const [first] = tls
  if (first === undefined || tls.length < listeners.length) return undefined
  const names = tls.flatMap(({certificates}: ListenerTls) => certificates.map(certificate => certificate.names?.value))
  return names.includes(undefined) ? undefined : [...new Set(names.flatMap(list => list ?? []))]
}

const hostsOf = ({routes}: Service): readonly Sourced<string>[] =>
  routes.flatMap(({when}) => when?.host?.value.map((value, index) => ({value, origin: `${when.host?.origin ?? ''}/${index}`})) ?? [])
