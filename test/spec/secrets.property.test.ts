import fc from 'fast-check'
import {expect, test} from '@jest/globals'
import {formatReport} from '../../src/cli/reports.ts'
import {formats} from '../../src/cli/report-flags.ts'
import {compile, standInSecrets} from '../../src/compile.ts'
import {withoutSecrets} from '../../src/spec/without-secrets.ts'
import {targets} from '../../src/targets/index.ts'
import {print} from '../../src/targets/print.ts'
import {isThorough} from '../support/thorough.ts'

const SECRET = 'Zq7unk3y'

/**
 * A spec on one line, with `§` in the place of a secret. What is between `«` and `»` stays as it is: of a key or a line that
 * the language leaves free nobody could tell that a word in it was meant to be another one.
 */
const around = (rest: string): string =>
  `{lbgen: 1, name: office, loadBalancers: {lb1: {address: 10.0.0.4, interface: eth0}, lb2: {address: 10.0.0.5, interface: eth0}}, nodes: {web1: 10.0.0.11, web2: 10.0.0.12}, ${rest}}`
const web = 'mode: http, listen: "10.0.0.6:80"'
const repository = (release: string, rest: string): string =>
  around(`services: {web: {${web}}}, applications: {repo: {kind: alfresco, release: "${release}", services: {web: web}, ${rest}}}`)

const specs: Readonly<Record<string, string>> = {
  'haproxy.stats.password': around(
    `services: {web: {${web}}}, haproxy: {stats: {listen: "10.0.0.6:8404", user: anna, password: §, admin: true}}`,
  ),
  'highAvailability.password': around(`services: {web: {${web}}}, highAvailability: {routerId: 51, password: §, prefixLength: 24}`),
  'the name of a group': repository('23.1', 'clustering: {name: §, members: ["10.0.0.11:5701", "10.0.0.12:5701"]}'),
  'the name of an older group': repository('4.1', 'clustering: {enabled: true, name: §, password: {env: PASSWORD}}'),
  'the password of a group': repository('5.2', 'clustering: {name: office, password: §}'),
  'search.sharedSecret': repository('7.1', 'search: {secureComms: secret, sharedSecret: §}'),
  'a property': repository('5.2', 'properties: {«mail.password»: §, db.name: alfresco}'),
  "Share's group": around(
    `services: {web: {${web}}}, applications: {repo: {kind: alfresco, release: "5.2", services: {web: web}}, share: {kind: alfresco-share, release: "5.2", repository: repo, services: {share: web}, clustering: {name: office, password: §}}}`,
  ),
  'a header': around(`services: {web: {${web}, requestHeaders: {set: {«Authorization»: §, X-Site: main}}}}`),
  'the header of a check': around(
    `services: {web: {${web}, check: {type: http, path: /, headers: {«X-Api-Key»: §}}, nodes: [web1, web2]}}`,
  ),
  'a raw line': around(`services: {web: {${web}, raw: {frontend: [«"http-request set-header Authorization § if TRUE"»], backend: []}}}`),
  'a user in a raw line': around(
    `services: {web: {${web}}}, haproxy: {raw: {sections: «"userlist staff\\n  user anna insecure-password §\\n"»}}`,
  ),
  'the statistics of a raw line': around(`services: {web: {${web}, raw: {backend: [«"stats auth anna:§"»]}}}`),
  'an address': around(`services: {web: {${web}, fallback: {redirect: «"https://anna:§@example.com/"»}}}`),
  'what is asked of Redis': around(`services: {web: {listen: "10.0.0.6:80", check: {type: tcp, send: «"AUTH §\\r\\n"», expect: OK}}}`),
}

const written = fc.constantFrom(SECRET, `"${SECRET}"`, `'${SECRET}'`)
const bits = [
  '',
  ' ',
  ':',
  ': ',
  ',',
  ', ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '#',
  ' # ',
  '&a ',
  '*a',
  '!',
  '|',
  '>',
  '-',
  '- ',
  '\n',
  '\n  ',
  '\t',
  'x',
  '0',
  '%',
  '@',
  '`',
  '=',
]
const mistake = fc.record({at: fc.double({min: 0, max: 1, noNaN: true}), length: fc.nat(2), bit: fc.constantFrom(...bits)})

interface Mistake {
  readonly at: number
  readonly length: number
  readonly bit: string
}

/** A spec in which something was left out, put in or mistyped, with the secret and what stays as it is left whole. */
function broken(spec: string, secret: string, {at, length, bit}: Mistake): string {
  const whole = [...spec.matchAll(/«[^»]*»|§/g)].map(({0: part, index}) => ({start: index, end: index + part.length}))
  const from = 1 + Math.floor(at * (spec.length - 1))
  const to = Math.min(spec.length, from + length)
  const isFree = whole.every(({start, end}) => to <= start || end <= from)
  return filled(isFree ? spec.slice(0, from) + bit + spec.slice(to) : spec, secret)
}

/** The spec with the secret in its place: as it is written, or bare in a text of its own. */
const filled = (spec: string, secret: string): string =>
  spec.replace(/(«[^»§]*)§|§/, (_, free: string | undefined) => (free === undefined ? secret : `${free}${SECRET}`)).replaceAll(/[«»]/g, '')

test.each(Object.entries(specs))('no format shows %s, whatever else is wrong on its line', (_, spec) => {
  fc.assert(
    fc.property(written, mistake, (secret, wrong) => {
      const text = broken(spec, secret, wrong)
      fc.pre(text.includes(SECRET))
      const {findings} = compile([{file: 'cluster.yaml', text}], {targets, print, secrets: standInSecrets})
      const safe = withoutSecrets(findings)
      for (const format of formats) {
        expect(formatReport(format, safe, {version: '1.0.0', strict: true, specs: ['cluster.yaml'], root: '/'})).not.toContain(SECRET)
      }
    }),
    {numRuns: isThorough ? 400 : 40},
  )
})

test.each(Object.entries(specs))('a spec with %s is right but for what rules say', (_, spec) => {
  const text = filled(spec, SECRET)
  const {findings, artifacts} = compile([{file: 'cluster.yaml', text}], {
    targets,
    print,
    secrets: standInSecrets,
  })
  expect([findings.filter(({severity}) => severity === 'error').map(({message}) => message), artifacts.length > 0]).toEqual([[], true])
})
