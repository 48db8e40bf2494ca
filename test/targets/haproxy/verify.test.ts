import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {checkArguments, explainOutput, haproxyVerifier, parseVersion} from '../../../src/targets/haproxy/verify.ts'
import type {Complaint} from '../../../src/targets/target.ts'
import {describeHaproxies, runEngine} from '../../support/engines.ts'

const folder = join(import.meta.dirname, 'captured')
const releases = ['2.2', '2.6', '3.0', '3.2', '3.4']

/** Each complaint as `severity line section`, by the release since which HAProxy makes it so. */
const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['alone-cookie', {'2.2': 'error 13', '2.6': 'error 13 b'}],
  ['backend-keyword-in-frontend', {'2.2': 'warning 9 f, warning 10 f'}],
  ['bad-frontend-name', {'2.2': 'error 7'}],
  ['bad-log-format', {'2.2': 'error 9 f'}],
  ['check-without-port', {'2.2': 'error - b'}],
  ['crash-bufsize', {'2.2': 'error -', '3.2': ''}],
  ['crash-userlist', {'2.2': 'error - u', '3.2': 'error - u, error -'}],
  ['deprecated-httpchk', {'2.2': 'warning 12', '3.0': 'error 12'}],
  ['deprecated-keyword', {'2.2': '', '3.4': 'warning 12'}],
  ['duplicate-backend', {'2.2': 'error 14 b', '3.2': 'error 14 b, warning 14 b', '3.4': 'error 14 b, error 14 b'}],
  ['duplicate-server', {'2.2': 'error 13 b'}],
  ['empty', {'2.2': 'error -'}],
  ['good', {'2.2': ''}],
  ['http-rules-in-tcp', {'2.2': 'warning - f'}],
  ['httplog-without-log', {'2.2': 'warning - f'}],
  ['missing-authorities', {'2.2': 'error 12', '2.6': 'error 12 b, error 12'}],
  ['missing-certificate', {'2.2': 'error 8'}],
  ['missing-timeouts', {'2.2': 'warning - f, warning - b'}],
  ['mode-mismatch', {'2.2': 'error 7 f'}],
  ['no-final-newline', {'2.2': 'warning 12', '2.6': 'error 12'}],
  ['no-listener', {'2.2': 'error -'}],
  ['peers-elsewhere', {'2.2': 'warning - p'}],
  ['port-clash', {'2.2': ''}],
  ['port-out-of-range', {'2.2': 'error 8'}],
  ['removed-keyword', {'2.2': 'error 3, error 13'}],
  ['rules-out-of-order', {'2.2': 'warning 13'}],
  ['same-name', {'2.2': '', '3.2': 'warning 11 f', '3.4': 'error 11 f'}],
  [
    'several-mistakes',
    {
      '2.2': 'error 7, error 8, error 12, error 13, error 17, error 18',
      '2.6': 'error 7, error 8, error 12, error 13, error 17 b, error 18',
      '3.0': 'error 2, error 7, error 8, error 12, error 13, error 17 b, error 18',
    },
  ],
  ['ssl-without-verify', {'2.2': 'error 12 b'}],
  ['too-many-words', {'2.2': 'error 9'}],
  ['undefined-backend', {'2.2': 'error - f'}],
  ['undefined-peers', {'2.2': 'error - b'}],
  ['undefined-resolvers', {'2.2': 'error - b'}],
  ['undefined-track', {'2.2': 'error - b', '2.6': 'error 12 b'}],
  ['undefined-userlist', {'2.2': 'error 9 f'}],
  ['unknown-acl', {'2.2': 'error 9'}],
  ['unknown-fetch', {'2.2': 'error 9'}],
  ['unknown-keyword', {'2.2': 'error 9'}],
  ['unknown-section', {'2.2': 'error 14'}],
  ['unknown-server-keyword', {'2.2': 'error 12', '2.6': 'error 12 b'}],
  ['unknown-stick-table', {'2.2': 'error - b'}],
  ['unknown-user', {'2.2': 'error 2, error 3'}],
  ['unmatched-quote', {'2.2': 'error 9'}],
  ['unresolvable-name', {'2.2': 'error 12, error 13', '2.6': 'error 12 b, error 13 b'}],
  ['user-twice', {'2.2': 'error 3'}],
  ['weight-300', {'2.2': 'error 12', '2.6': 'error 12 b'}],
]

const sinceRelease = (table: Readonly<Record<string, string>>, release: string): string | undefined =>
  releases
    .slice(0, releases.indexOf(release) + 1)
    .flatMap(one => table[one] ?? [])
    .at(-1)

const summarise = (complaints: readonly Complaint[]): string =>
  complaints.map(({severity, line, section}) => [severity, line ?? '-', section ?? ''].join(' ').trimEnd()).join(', ')

function readCaptured(release: string, name: string): {exitCode: number; stdout: string; stderr: string} {
  const text = readFileSync(join(folder, release, `${name}.out`), 'utf8')
  const [, exitCode, stdout = '', stderr = ''] = /^exit code (\d+)\n--- stdout\n([^]*)--- stderr\n([^]*)$/.exec(text) ?? []
  return {exitCode: Number(exitCode), stdout, stderr}
}

test('every captured configuration has its line in the table', () => {
  const names = readdirSync(folder).filter(name => name.endsWith('.cfg'))
  expect(cases.map(([name]) => `${name}.cfg`)).toEqual(names)
})

describe.each(releases)('what HAProxy %s said', release => {
  test.each(cases)('of %s', (name, table) => {
    const output = readCaptured(release, name)
    const complaints = explainOutput(output)
    expect(summarise(complaints)).toBe(sinceRelease(table, release))
    expect(complaints.some(({severity}) => severity === 'error') || output.exitCode === 0).toBe(true)
    for (const {text} of complaints) expect(text).not.toMatch(/^\[|^config|^parsing|\.cfg|Registered|\n|\s$/)
  })
})

// A crash is a fault of one build, and the next one may have it put right.
const lasting = cases.filter(([name]) => !name.startsWith('crash-'))

describeHaproxies(releases, ({release, program}) => {
  test.each(lasting)('says the same of %s', (name, table) => {
    const output = runEngine(program, checkArguments(`${name}.cfg`), folder)
    expect(summarise(explainOutput(output))).toBe(sinceRelease(table, release))
  })

  test('tells its release', () => {
    const {stdout} = runEngine(program, haproxyVerifier.versionArguments, folder)
    expect(parseVersion(stdout)).toBe(release)
  })
})

describe('explainOutput', () => {
  const explain = (exitCode: number, stderr: string, stdout = ''): readonly Complaint[] => explainOutput({exitCode, stdout, stderr})
  const unplaced = {line: undefined, section: undefined}

  test('takes the prefixes, the time and the file away', () => {
    const stderr =
      "[ALERT] 324/024722 (9210) : parsing [/tmp/x y/lb1/haproxy.cfg:7] : backend 'b' was declared at /tmp/x y/lb1/haproxy.cfg:3."
    expect(explain(1, stderr)).toEqual([{severity: 'error', text: "backend 'b' was declared at line 3.", line: 7, section: 'b'}])
  })

  test('reads the shape of 2.4, with neither time nor room', () => {
    const stderr = '[WARNING]  (77) : parsing [haproxy.cfg:5] : something is odd.\n'
    expect(explain(0, stderr)).toEqual([{severity: 'warning', text: 'something is odd.', line: 5, section: undefined}])
  })

  test('says once what differs in the number of a server alone', () => {
    const stderr = ['b1', 'b2', 'b3']
      .map(name => `[WARNING]  (1) : config : [/x/haproxy.cfg:9] : 'server web/${name}' : is odd.\n`)
      .join('')
    expect(explain(0, stderr)).toEqual([
      {severity: 'warning', text: "'server web/b1' : is odd. (and the same of 2 more)", line: 9, section: 'web'},
    ])
    const others = stderr.replace(":9] : 'server web/b2", ":10] : 'server web/b2")
    expect(explain(0, others).map(({line}) => line)).toEqual([9, 10])
  })

  test('joins the lines of one message', () => {
    const stderr = "[WARNING]  (1) : missing timeouts for frontend 'f'.\n   | While not properly invalid,\n   | you will.\n"
    expect(explain(0, stderr)).toEqual([
      {
        severity: 'warning',
        text: "missing timeouts for frontend 'f'. While not properly invalid, you will.",
        line: undefined,
        section: 'f',
      },
    ])
  })

  test('does not take an address for a place', () => {
    expect(explain(1, "[ALERT]    (1) : 'server b/s' : cannot use [::1]:80 (localhost:80).")).toEqual([
      {severity: 'error', text: "'server b/s' : cannot use [::1]:80 (localhost:80).", line: undefined, section: 'b'},
    ])
  })

  test('keeps a summary that stands alone', () => {
    expect(explain(1, '[ALERT]    (1) : config : Fatal errors found in configuration.\n')).toEqual([
      {severity: 'error', text: 'Fatal errors found in configuration.', ...unplaced},
    ])
  })

  test('keeps what is no message of HAProxy: the cause when nothing else is, a remark when all is well', () => {
    const line = 'haproxy: error while loading shared libraries: libcrypt.so.1\n'
    expect(explain(127, line)).toEqual([{severity: 'error', text: line.trim(), ...unplaced}])
    expect(explain(0, line)).toEqual([{severity: 'hint', text: line.trim(), ...unplaced}])
  })

  test('says so when HAProxy gives no reason, beside the warnings that there are', () => {
    const text = 'haproxy -c ended with exit code 1 and did not say why.'
    expect(explain(1, '')).toEqual([{severity: 'error', text, ...unplaced}])
    expect(explain(1, '[WARNING]  (1) : odd.\n').map(({severity}) => severity)).toEqual(['warning', 'error'])
  })

  test('drops remarks about itself only', () => {
    const stderr =
      '[NOTICE]   (1) : haproxy version is 2.6.12\n[NOTICE]   (1) : path to executable is /x y\n[NOTICE]   (1) : config : look here.\n'
    expect(explain(0, stderr, 'Warnings were found.\nConfiguration file is valid\n')).toEqual([
      {severity: 'hint', text: 'look here.', ...unplaced},
    ])
  })
})

describe('parseVersion', () => {
  test.each([
    ['HA-Proxy version 1.4.6 2010/05/16\nCopyright 2000-2010', '1.4'],
    ['HA-Proxy version 2.2.9-2+deb11u6 2023/12/23 - https://haproxy.org/', '2.2'],
    ['HAProxy version 3.1-dev5-6f0b9a5 2024/08/07 - https://haproxy.org/', '3.1'],
    ['nginx version: nginx/1.22.1', undefined],
  ])('reads %s', (output, release) => expect(parseVersion(output)).toBe(release))
})
