import {cpSync, readFileSync, readdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {type Compiled, compile, standInSecrets} from '../src/compile.ts'
import {writeArtifacts} from '../src/effects/artifacts.ts'
import {targets} from '../src/targets/index.ts'
import {print} from '../src/targets/print.ts'
import {type Finding, isError} from '../src/findings/finding.ts'
import type {LongSpec} from '../src/spec/long.ts'
import {contentsOf, temporaryFolders} from './effects/support.ts'
import {describeHaproxies, runEngine} from './support/engines.ts'
import {makeCertificates} from './support/traffic/certificates.ts'
import {readLong, specText, withScratchFiles} from './support/traffic/moved-spec.ts'

const root = join(import.meta.dirname, '../examples')
const names = readdirSync(root).toSorted()
const newFolder = temporaryFolders()

const compileText = (text: string): Compiled => compile([{file: 'cluster.yaml', text}], {targets, print, secrets: standInSecrets})
const readSpec = (name: string): string => readFileSync(join(root, name, 'cluster.yaml'), 'utf8')

/** What `lbgen render --out` writes for an example. */
function written(name: string): string {
  const folder = newFolder()
  const findings: Finding[] = []
  const {artifacts, understood} = compileText(readSpec(name))
  writeArtifacts(folder, artifacts, {cluster: understood?.cluster.name ?? '', force: false}, finding => findings.push(finding))
  expect(findings).toEqual([])
  return folder
}

/** What an example takes over from the document that it stands for, although lbgen warns of it. */
const ofDocuments: Readonly<Record<string, readonly string[]>> = {
  // Statistics on two services, without a password; and browsers are redirected to HTTPS, and not told to stay there.
  electricflow: ['LB204', 'LB204', 'LB272'],
  // The nodes have certificates that they made for themselves, which nobody looks at.
  'icas-fs': ['LB270'],
  'icas-fs-stunnel': ['LB270'],
  // Clients on the nodes' own network, of which its README speaks.
  'terminal-servers-nat': ['LB657'],
  // Tunnels need room on the way, of which nothing here can know.
  'terminal-servers-tun': ['LB710'],
}

describe.each(names)('%s', name => {
  test('says what it is about', () => {
    expect(readFileSync(join(root, name, 'README.md'), 'utf8')).toMatch(/^# .+\n\n[^#]{80,}\n$/)
    expect(compileText(readSpec(name)).understood?.cluster.name).toBe(name)
  })

  test('is clean, but for what its document itself does', () => {
    expect(compileText(readSpec(name)).findings.map(({code}) => code)).toEqual(ofDocuments[name] ?? [])
  })

  test('gives what is expected, byte for byte, and again the same', () => {
    const expected = join(root, name, 'expected')
    const first = written(name)
    if (process.env['UPDATE'] === '1') {
      rmSync(expected, {recursive: true, force: true})
      cpSync(first, expected, {recursive: true})
    }
    expect(textsOf(first)).toEqual(textsOf(expected))
    expect(contentsOf(written(name))).toEqual(contentsOf(first))
  })
})

test('alfresco-cifs has both servers with their weights, and the address that users mount', () => {
  const [lines, ...others] = compileText(readSpec('alfresco-cifs')).artifacts.map(({chunks}) => chunks.join('').split('\n'))
  expect(lines).toContain('    bind 192.168.1.10:445')
  expect(lines?.filter(line => line.startsWith('    server '))).toEqual([
    '    server alfresco1 192.168.1.21:445 check inter 2s rise 2 fall 3 weight 77',
    '    server alfresco2 192.168.1.22:445 check inter 2s rise 2 fall 3 weight 179',
  ])
  expect(others).toHaveLength(2)
  for (const properties of others) expect(properties).toContain('cifs.loadBalancerList=192.168.1.10')
})

const forHaproxy = names.filter(name => compileText(readSpec(name)).artifacts.some(({target}) => target === 'haproxy'))

// Who tries one finds this release on Debian 12, and lines of a newer one would be refused there.
test.each(forHaproxy.filter(name => name !== 'minimal'))('%s names the release of HAProxy that it is for', name => {
  expect(readLong(readSpec(name)).haproxy?.version).toBe('2.6')
})

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], ({release, program}) => {
  const folder = newFolder()
  const pems = makeCertificates(folder)

  /** What `haproxy -c` has to say of an example for this release. Files are stood in for, users are the machine's. */
  function check(name: string, change: (spec: LongSpec) => LongSpec = spec => spec): ReturnType<typeof runEngine> {
    const spec = change(withScratchFiles(readLong(readSpec(name)), {folder, pem: pems.server, release}))
    const {artifacts, findings} = compileText(specText(spec))
    expect(findings.filter(isError)).toEqual([])
    const out = join(folder, name)
    writeArtifacts(out, artifacts, {cluster: name, force: true}, () => undefined)
    return runEngine(program, ['-c', '-f', 'lb1/haproxy.cfg'], out)
  }

  test.each(forHaproxy)('accepts %s without a word', name => {
    const {exitCode, stdout, stderr} = check(name)
    expect(stderr).toBe('')
    expect(stdout.replace(/^Configuration file is valid\n$/, '')).toBe('')
    expect(exitCode).toBe(0)
  })

  test('complains where there is cause', () => {
    const warned = check('minimal', spec => ({...spec, services: {web: {...spec.services?.['web'], raw: {backend: ['maxconn 5']}}}}))
    expect(warned.stderr).toContain('[WARNING]')
  })
})

/** The texts of a folder, whatever the rights of the files: a checkout keeps no more of those than who may run them. */
const textsOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(contentsOf(folder)).map(([path, entry]) => [path, entry.replace(/^\d+ /, '')]))

test.each([
  ['23.2', '/alfresco/api/-default-/public/alfresco/versions/1/probes/-ready-'],
  ['5.2', '/alfresco/'],
  ['3.4', '/alfresco/'],
])('alfresco-web asks Alfresco %s for what it has', (release, path) => {
  const {artifacts, findings} = compileText(readSpec('alfresco-web').replaceAll('"23.2"', `"${release}"`))
  expect(findings.filter(isError)).toEqual([])
  const lines = artifacts.find(({path: file}) => file === 'lb1/haproxy.cfg')?.chunks.join('')
  expect(lines).toContain(`http-check send meth GET uri ${path} ver HTTP/1.0`)
  expect(lines).toContain('http-check send meth GET uri /share ver HTTP/1.0')
})
