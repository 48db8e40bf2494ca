import {describe, expect, test} from '@jest/globals'
import {documented as rules} from '../../src/rules/index.ts'
import {lbgen, scratchFolders} from './lbgen.ts'

const cwd = scratchFolders()

interface Listed {
  readonly code: string
  readonly name: string
  readonly severity: string | null
  readonly family?: string
  readonly summary: string
  readonly adjustable: boolean
  readonly page: string
}

describe('lbgen rules', () => {
  test('lists everything that there is to find, for programs', () => {
    const {status, stdout, stderr} = lbgen(['rules', '--format', 'json'], {cwd: cwd()})
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    const {rules: listed} = JSON.parse(stdout) as {readonly rules: readonly Listed[]}
    const own = listed.filter(({family}) => family !== undefined)
    expect(own.map(({code, name, severity, family, summary}) => ({code, name, severity, family, summary}))).toEqual(
      rules.map(({code, name, severity, family, summary}) => ({code, name, severity, family, summary})),
    )
    expect(listed.find(({code}) => code === 'LB201')).toEqual({
      code: 'LB201',
      name: 'lone-node',
      severity: 'hint',
      family: 'available',
      summary: 'A service has only one node.',
      adjustable: true,
      page: 'docs/rules/LB201.md',
    })
    expect(listed.find(({code}) => code === 'LB102')).toEqual({
      code: 'LB102',
      name: 'unknown-node',
      severity: 'error',
      summary: 'A service sends to a node that is not defined.',
      adjustable: false,
      page: 'docs/findings.md',
    })
    expect(listed.find(({code}) => code === 'LB490')).toMatchObject({severity: null, adjustable: true})
    expect(listed.filter(({summary}) => summary === '')).toEqual([])
  })

  test('lists it for people, a line each', () => {
    const {status, stdout} = lbgen(['rules'], {cwd: cwd()})
    expect(status).toBe(0)
    expect(stdout).toMatch(/^LB201 {2}hint +available +lone-node +A service has only one node\.$/m)
    expect(stdout).toMatch(/^LB102 {2}error +unknown-node +A service sends to a node that is not defined\.$/m)
    expect(stdout).not.toMatch(/ $/m)
  })
})

describe('lbgen explain', () => {
  test.each([
    ['lb102', /^# LB102 unknown-node\n\n\*\*Error\.\*\* A service sends to .*\n\nIt stays an error .*\n$/],
    ['stand-in', /^# LB934 stand-in\n\n\*\*Hint\.\*\* .*\n\n`rules: \{stand-in: off\}` .*\n$/],
    ['haproxy-complains', /^# LB490 haproxy-complains\n\n\*\*The engine's severity\.\*\* What HAProxy itself says/],
    ['LB213', /^# LB213 shared-cookie\n\n\*\*Warning\.\*\*[^]*## Put right/],
    ['lone-node', /^# LB201 lone-node\n/],
  ])('prints what %s means', (asked, expected) => {
    expect(lbgen(['explain', asked], {cwd: cwd()})).toEqual({status: 0, stdout: expect.stringMatching(expected), stderr: ''})
  })
})
