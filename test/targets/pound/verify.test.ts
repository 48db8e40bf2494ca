import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {renderMarked} from '../../../src/compile.ts'
import {verifyArtifacts} from '../../../src/effects/verify.ts'
import type {Finding} from '../../../src/findings/finding.ts'
import {pound} from '../../../src/targets/pound/index.ts'
import {explainOutput, poundVerifier} from '../../../src/targets/pound/verify.ts'
import {templates} from '../../../src/targets/templates-marked.gen.js'
import {compileTexts} from '../../support/compiling.ts'
import {type Engine, describeNamedPounds, describePounds} from '../../support/engines.ts'
import {poundSpec} from '../../support/rich-spec.ts'

test('a complaint has the line that it is about, in either release', () => {
  const modern = [
    'pound: /tmp/x/pound.cfg:11.10-27: /x.pem: SSL_CTX_use_certificate_chain_file: no start line',
    'pound: /tmp/x/pound.cfg:13.13-17: unrecognized protocol name',
  ].join('\n')
  expect(explainOutput({exitCode: 1, stdout: '', stderr: modern})).toEqual([
    {severity: 'error', text: '/x.pem: SSL_CTX_use_certificate_chain_file: no start line', line: 11, section: undefined},
    {severity: 'error', text: 'unrecognized protocol name', line: 13, section: undefined},
  ])
  expect(explainOutput({exitCode: 1, stdout: '', stderr: 'starting...\n/tmp/x/pound.cfg line 12: unknown directive\n'})).toEqual([
    {severity: 'error', text: 'unknown directive', line: 12, section: undefined},
  ])
})

test('what is well is no complaint, and silence is one where it is not', () => {
  expect(explainOutput({exitCode: 0, stdout: 'Config file /tmp/pound.cfg is OK\n', stderr: 'starting...\n'})).toEqual([])
  expect(explainOutput({exitCode: 1, stdout: '', stderr: 'starting...\n'})).toMatchObject([{severity: 'error'}])
})

test.each([
  ['pound (pound) 4.16\nCopyright (C) 2002-2010 Apsis GmbH\n', '4.16'],
  ['starting...\nVersion 2.8\n  Configuration switches:\nExiting...\n', '2.8'],
])('reads the release in %j', (output, release) => {
  expect(poundVerifier.parseVersion(output)).toBe(release)
})

const inPound = ({release, program}: Engine): void => {
  const verify = async (spec: Readonly<Record<string, unknown>>) => {
    const {understood} = compileTexts(JSON.stringify({...spec, pound: {...poundSpec.pound, release}}, undefined, 2))
    if (understood === undefined) throw new Error('The spec is wrong.')
    const findings: Finding[] = []
    const render = renderMarked(understood, templates)
    const enginePaths = new Map([['pound', [program]]])
    const verification = {cluster: understood.cluster, targets: [pound], render, enginePaths, requireEngines: true}
    const verdicts = await verifyArtifacts(verification, finding => findings.push(understood.places.locate(finding)))
    return {verdicts, complaints: findings.filter(({code}) => code === 'LB769')}
  }

  test('takes all that lbgen can write, without a word', async () => {
    const {verdicts, complaints} = await verify(poundSpec)
    expect(complaints).toEqual([])
    expect(verdicts).toMatchObject([{path: 'lb1/pound.cfg', accepted: true}])
  })

  test('complains at the line of the spec', async () => {
    const wrong = {...poundSpec, certificates: {...poundSpec.certificates, main: {file: join(import.meta.dirname, 'verify.test.ts')}}}
    const {verdicts, complaints} = await verify(wrong)
    expect(verdicts).toMatchObject([{accepted: false}])
    expect(complaints[0]?.path).toBe('/services/web/listen/1/tls/certificates/0')
  })
}

describePounds(['4.16'], inPound)
describeNamedPounds(['2.8'], inPound)
