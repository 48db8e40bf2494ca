import type {Listener, TlsProfile} from '../model/cluster.ts'
import {bindsOfAll} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (tls: string): string => `${webWithCertificate}services:
  web: {mode: http, listen: {address: 192.168.1.10, port: 443, tls: {certificate: web, ${tls}}}, port: 80}
`

export const weakTls: Rule = {
  code: 'LB269',
  name: 'weak-tls',
  family: 'secure',
  severity: 'warning',
  summary: 'A listener speaks TLS 1.0 or 1.1.',
  why: 'Both are withdrawn: they rest on SHA-1 and MD5, and whoever sits between client and server can make use of their faults. Browsers have spoken at least TLS 1.2 since 2013 and refuse less since 2020; rules such as PCI DSS forbid it.',
  see: 'https://www.rfc-editor.org/rfc/rfc8996.html',
  bad: spec('minVersion: "1.0"'),
  good: spec('minVersion: "1.2"'),
  check(cluster, find) {
    const {tlsProfile} = cluster.haproxy
    const said = new Set<string>()
    for (const listener of bindsOfAll(cluster)) {
      const weak = weaknessOf(listener, tlsProfile)
      if (weak === undefined || said.has(weak.origin)) continue
      said.add(weak.origin)
      find({
        message: `With ${weak.written} TLS ${weak.version} is spoken, which is withdrawn as unsafe.`,
        hint: weak.hint,
        path: weak.origin,
        owner: listener.origin,
      })
    }
  },
}

interface Weakness {
  readonly origin: string
  readonly written: string
  readonly version: string
  readonly hint: string
}

function weaknessOf({tls}: Listener, general: {readonly value: TlsProfile; readonly origin: string}): Weakness | undefined {
  if (tls === undefined) return undefined
  const {minVersion, profile = general} = tls
  if (minVersion !== undefined)
    return minVersion.value === '1.0' || minVersion.value === '1.1'
      ? {
          origin: minVersion.origin,
          written: `\`minVersion: "${minVersion.value}"\``,
          version: minVersion.value,
          hint: 'Write `minVersion: "1.2"`, or leave it out.',
        }
      : undefined
  return profile.value === 'old'
    ? {
        origin: profile.origin,
        written: 'the profile `old`',
        version: '1.0',
        hint: 'Use the profile `intermediate`, or write `minVersion: "1.2"`.',
      }
    : undefined
}
