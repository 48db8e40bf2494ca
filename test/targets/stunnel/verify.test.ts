import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {renderMarked} from '../../../src/compile.ts'
import {verifyArtifacts} from '../../../src/effects/verify.ts'
import type {Finding} from '../../../src/findings/finding.ts'
import {explainOutput} from '../../../src/targets/stunnel/verify.ts'
import {stunnel} from '../../../src/targets/stunnel/index.ts'
import {templates} from '../../../src/targets/templates-marked.gen.js'
import {compileTexts} from '../../support/compiling.ts'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {stunnelSpec} from '../../support/rich-spec.ts'

test('a complaint has the line, or the section, that it is about', () => {
  const stderr = [
    '[ ] Initializing service [web/443]',
    '[.] Reading configuration from file /tmp/x/stunnel.conf',
    '[!] /tmp/x/stunnel.conf:14: "sslVersionMin = TLSv9": Invalid protocol version',
    '[!] Service [web/443]: Failed to initialize TLS context',
    '[!] Configuration failed',
  ].join('\n')
  expect(explainOutput({exitCode: 1, stdout: '', stderr})).toEqual([
    {severity: 'error', text: '"sslVersionMin = TLSv9": Invalid protocol version', line: 14, section: undefined},
    {severity: 'error', text: 'Failed to initialize TLS context', line: undefined, section: '[web/443]'},
  ])
})

test('a start that went well is no complaint, and none at all is one', () => {
  const well = '2026.11.21 18:35:06 LOG4[ui]: Insecure file permissions on /x.pem\n2026.11.21 18:35:06 LOG5[ui]: Configuration successful'
  expect(explainOutput({exitCode: 124, stdout: '', stderr: well})).toEqual([])
  expect(explainOutput({exitCode: 1, stdout: '', stderr: 'unshare: unshare failed: Operation not permitted\n'})).toMatchObject([
    {severity: 'error', text: 'stunnel did not start: unshare: unshare failed: Operation not permitted'},
  ])
})

describeEngine('stunnel', hasProgram('stunnel') && hasProgram('unshare'), () => {
  const verify = async (text: string) => {
    const {understood} = compileTexts(text)
    if (understood === undefined) throw new Error('The spec is wrong.')
    const findings: Finding[] = []
    const render = renderMarked(understood, templates)
    const verification = {cluster: understood.cluster, targets: [stunnel], render, enginePaths: new Map(), requireEngines: true}
    const verdicts = await verifyArtifacts(verification, finding => findings.push(understood.places.locate(finding)))
    return {verdicts, complaints: findings.filter(({code}) => code === 'LB749')}
  }

  test('takes all that lbgen can write, without a word', async () => {
    const {verdicts, complaints} = await verify(JSON.stringify(stunnelSpec))
    expect(complaints).toEqual([])
    expect(verdicts).toMatchObject([{path: 'lb1/stunnel.conf', accepted: true}])
  })

  test('complains at the line of the spec', async () => {
    const wrong = {...stunnelSpec, certificates: {...stunnelSpec.certificates, main: {file: join(import.meta.dirname, 'verify.test.ts')}}}
    const {verdicts, complaints} = await verify(JSON.stringify(wrong, undefined, 2))
    expect(verdicts).toMatchObject([{accepted: false}])
    expect(complaints.at(-1)?.message).toContain('section `[web/443]`')
    expect(complaints.at(-1)?.path).toBe('/services/web/listen/1')
  })
})
