import {execFileSync} from 'node:child_process'
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

/** PEM files made for one test: certificate and key together in each. */
export interface Certificates {
  readonly authority: string
  /** Signed by the authority, for `nodes.example` and localhost. */
  readonly server: string
  /** Signed by the authority, for a client. */
  readonly client: string
  /** An authority that has signed nothing here. */
  readonly stranger: string
  /** Signed by nobody but itself. */
  readonly impostor: string
}

const names = 'subjectAltName=DNS:nodes.example,DNS:localhost'

/** Makes them with openssl, anew for each test, so that none can expire in the repository. */
export function makeCertificates(parent: string): Certificates {
  const folder = join(parent, 'certificates')
  mkdirSync(folder, {recursive: true})
  const make = (name: string, subject: string, ...options: readonly string[]): string => {
    const [key, certificate, both] = [`${name}.key`, `${name}.crt`, `${name}.pem`].map(file => join(folder, file)) as [
      string,
      string,
      string,
    ]
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    execFileSync('openssl', [...request, '-keyout', key, '-out', certificate, '-subj', `/CN=${subject}`, ...options], {stdio: 'pipe'})
    writeFileSync(both, [certificate, key].map(file => readFileSync(file, 'utf8')).join(''))
    return both
  }
  const authority = make('authority', 'test authority')
  const signed = ['-CA', authority, '-CAkey', authority, '-addext', 'basicConstraints=critical,CA:FALSE']
  return {
    authority,
    server: make('server', 'nodes.example', ...signed, '-addext', names),
    client: make('client', 'a client', ...signed),
    stranger: make('stranger', 'another authority'),
    impostor: make('impostor', 'nodes.example', '-addext', names),
  }
}
