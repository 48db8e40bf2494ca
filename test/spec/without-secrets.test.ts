import {describe, expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {formatPretty} from '../../src/findings/format.ts'
import {isSecretField} from '../../src/spec/secret-field.ts'
import {hiddenText, withoutSecrets} from '../../src/spec/without-secrets.ts'
import {secretPlaces} from '../support/schema-secrets.ts'
import {findingAt as at} from '../support/finding-at.ts'

const frameOf = (finding: Finding): readonly string[] =>
  formatPretty(withoutSecrets([finding]))
    .split('\n')
    .slice(1, 3)

describe('the frame', () => {
  test.each<[string, Finding, readonly string[]]>([
    [
      'stars a password out',
      at('{user: a, password: hunter2}', 'hunter2'),
      ['  1 | {user: a, password: *******}', '    |                     ^^^^^^^'],
    ],
    [
      'stars a password with commas and braces out',
      at('password: corr}ect,horse', 'corr'),
      ['  1 | password: **************', '    |           ^^^^'],
    ],
    [
      'stars a password in JSON out',
      at('{"password": "hun\\"ter2", "a": 1}', '1'),
      ['  1 | {"password": ***********, "a": 1}', '    |                                ^'],
    ],
    [
      'stars a password below its key out',
      at('password:\n  hunter2 # mine', 'hunter2', {path: '/haproxy/stats/password'}),
      ['  2 |   ******* # mine', '    |   ^^^^^^^'],
    ],
    [
      'shows the key of a password',
      at('  password: >-\n    hunter2', 'password', {path: '/haproxy/stats/password'}),
      ['  1 |   password: >-', '    |   ^^^^^^^^'],
    ],
    [
      'leaves a reference to a password',
      at('password: {env: NAME}', 'NAME'),
      ['  1 | password: {env: NAME}', '    |                 ^^^^'],
    ],
    [
      'shows what stands beside a password',
      at('haproxy: {stats: {password: hunter2, lisen: x}}', 'lisen'),
      ['  1 | haproxy: {stats: {password: *******, lisen: x}}', '    |                                      ^^^^^'],
    ],
    [
      'stars the name of a group out, which is as good as a password',
      at('applications: {repo: {clustering: {name: hunter2}, kind: alfesco}}', 'alfesco'),
      [
        '  1 | applications: {repo: {clustering: {name: *******}, kind: alfesco}}',
        '    |                                                          ^^^^^^^',
      ],
    ],
    [
      'stars out what a misspelt key of a password has',
      at('haproxy: {stats: {pw: hunter2}}', 'pw'),
      ['  1 | haproxy: {stats: {pw: *******}}', '    |                   ^^'],
    ],
    [
      'stars the text of a header out',
      at('services: {web: {requestHeaders: {set: {Cookie: hunter2}}, mode: htp}}', 'htp'),
      [
        '  1 | services: {web: {requestHeaders: {set: {Cookie: *******}}, mode: htp}}',
        '    |                                                                  ^^^',
      ],
    ],
    [
      'stars a raw line out from its secret on',
      at('haproxy: {raw: {sections: "stats auth admin:hunter2"}, yz: 1}', 'yz'),
      [
        '  1 | haproxy: {raw: {sections: "stats auth admin:********}, yz: 1}',
        '    |                                                        ^^',
      ],
    ],
    [
      'stars out what an alias makes a password',
      at('{x-a: &a hunter2, haproxy: {stats: {password: *a}}, nam: b}', 'nam'),
      [
        '  1 | {x-a: &a *******, haproxy: {stats: {password: *a}}, nam: b}',
        '    |                                                     ^^^',
      ],
    ],
    [
      'stars out a password that looks like an alias',
      at('{haproxy: {stats: {password: *hunter2}}, nam: b}', 'nam'),
      ['  1 | {haproxy: {stats: {password: ********}}, nam: b}', '    |                                          ^^^'],
    ],
    [
      'stars out what is no name of a variable',
      at('{haproxy: {stats: {password: {env: hunter-2}}}, nam: b}', 'nam'),
      ['  1 | {haproxy: {stats: {password: {env: ********}}}, nam: b}', '    |                                                 ^^^'],
    ],
    [
      'stars out what a comment says',
      at('haproxy: {} # password: hunter2', 'haproxy'),
      ['  1 | haproxy: {} # password: *******', '    | ^^^^^^^'],
    ],
    [
      'leaves names that hold such a word, and the severities of rules',
      at('{rules: {literal-secret: off}, services: {auth-token: {listen: 1}}}', '1'),
      [
        '  1 | {rules: {literal-secret: off}, services: {auth-token: {listen: 1}}}',
        '    |                                                                ^',
      ],
    ],
    [
      'stars out what a comment says behind another number sign',
      at('description: a#b # password: hunter2\nmode: htp', 'description'),
      ['  1 | description: a#b # password: *******', '    | ^^^^^^^^^^^'],
    ],
    [
      'shows a word of a map that holds a password, in its place',
      at('highAvailability: keepalived', 'keepalived'),
      ['  1 | highAvailability: keepalived', '    |                   ^^^^^^^^^^'],
    ],
    [
      'shows a switch in the place of a map that holds a password',
      at('haproxy: {stats: yes}', 'yes'),
      ['  1 | haproxy: {stats: yes}', '    |                  ^^^'],
    ],
    [
      'shows a word of a map that holds a password, without its key',
      at('highAvailability: {keepalived}', 'keepalived'),
      ['  1 | highAvailability: {keepalived}', '    |                    ^^^^^^^^^^'],
    ],
    [
      'stars out any other text in the place of a map that holds a password',
      at('haproxy: {stats: hunter2}', 'hunter2'),
      ['  1 | haproxy: {stats: *******}', '    |                  ^^^^^^^'],
    ],
    [
      'stars out a password that YAML takes for an alias',
      at('haproxy: {stats: {password: *hunter2}}', 'haproxy'),
      ['  1 | haproxy: {stats: {password: ********}}', '    | ^^^^^^^'],
    ],
    [
      'stars out a password that YAML takes for a tag',
      at('haproxy: {stats: {password: !hunter2 , a: b}}', 'haproxy'),
      ['  1 | haproxy: {stats: {password: ******** , a: *}}', '    | ^^^^^^^'],
    ],
    [
      'stars out a password that YAML takes for an anchor',
      at('haproxy:\n  stats:\n    password: &hunter2\n    a: b', 'password'),
      ['  3 |     password: ********', '    |     ^^^^^^^^'],
    ],
    [
      'stars out a password that YAML takes for a comment',
      at('haproxy:\n  stats:\n    password: #hunter2\n    a: b', 'password'),
      ['  3 |     password: ********', '    |     ^^^^^^^^'],
    ],
    [
      'stars out a password beside its user',
      at('haproxy: {stats: {user: "a:hunter2"}}', 'haproxy'),
      ['  1 | haproxy: {stats: {user: ***********}}', '    | ^^^^^^^'],
    ],
    [
      'stars out a list in the place of a map that holds a password',
      at('haproxy: {stats: ["a:hunter2"]}', 'haproxy'),
      ['  1 | haproxy: {stats: [***********]}', '    | ^^^^^^^'],
    ],
    [
      'stars out a password in an address without a user',
      at('a: "redis://:hunter2@10.0.0.1/"', 'a'),
      ['  1 | a: "redis://:******************', '    | ^'],
    ],
    [
      'shows what is said of a rule with such a name, though the spec is no YAML',
      at('rules: {literal-secret: off, lone-node: hint', 'rules'),
      ['  1 | rules: {literal-secret: off, lone-node: hint', '    | ^^^^^'],
    ],
    [
      'shows why such a rule is silenced, though the spec is no YAML',
      at('a: [ # lbgen-ignore literal-secret: it is a lab', 'a'),
      ['  1 | a: [ # lbgen-ignore literal-secret: it is a lab', '    | ^'],
    ],
  ])('%s', (_, finding, expected) => {
    expect(frameOf(finding)).toEqual(expected)
  })
})

test('messages, hints and paths hold no secret, nor the beginning of one that was cut short', () => {
  const text = 'name: office\nhaproxy: {stats: {password: correct-horse-battery}}\n'
  const message = '`correct-horse-battery` and `x correct-ho…` are wrong in `office`.'
  const [finding] = withoutSecrets([at(text, 'haproxy', {message, hint: 'Leave `correct-horse-battery`.', path: '/correct-horse-battery'})])
  expect(finding).toMatchObject({
    message: '`********` and `x ********…` are wrong in `office`.',
    hint: 'Leave `********`.',
    path: '/********',
  })
})

test.each(secretPlaces.map(steps => [steps.join('.'), steps] as const))('the schema alone makes %s a secret', (_, steps) => {
  const spec = steps.reduceRight<unknown>((inner, step) => ({[step]: inner}), 'hunter2')
  expect(isSecretField(steps)).toBe(true)
  expect(hiddenText(JSON.stringify(spec))).not.toContain('hunter2')
  expect(
    hiddenText(
      steps
        .map((step, depth) => `${'  '.repeat(depth)}${step}:`)
        .join('\n')
        .concat(' hunter2\n'),
    ),
  ).not.toContain('hunter2')
})

test('the schema has secrets', () => {
  expect(secretPlaces.length).toBeGreaterThan(4)
})

test('what stands openly elsewhere is no secret in messages', () => {
  const text = 'applications: {office: {kind: alfresco, clustering: {name: office}}}\n'
  const [finding] = withoutSecrets([at(text, 'kind', {message: 'Application `office` is wrong.'})])
  expect(finding?.message).toBe('Application `office` is wrong.')
})

test('hiding twice is hiding once', () => {
  const once = withoutSecrets([at('haproxy: {stats: {password: hunter2}}', 'stats', {message: '`hunter2`'})])
  expect(withoutSecrets(once)).toEqual(once)
})

test('the text of a spec says no secret, nor how long it is', () => {
  expect(hiddenText('haproxy:\n  stats:\n    password: |\n      hunter2\n      more\n    user: a\n')).toBe(
    'haproxy:\n  stats:\n    password: |\n      ********\n      ********\n    user: a\n',
  )
})

test('a secret as long as a file is hidden like any other', () => {
  const words = Array.from({length: 20_000}, (_, index) => `word${index}`)
  const [finding] = withoutSecrets([at(`a:\n  password: "${words.join(' ')}`, 'a', {message: '`word19999` is no key.'})])
  expect(finding?.message).toBe('`********` is no key.')
})

test("the language's own words are shown, though a comment about a password may hold them", () => {
  const text = 'a: 1 # The password is asked for when nothing else helps: hunter2\n'
  const hint = 'Move the route without `when` to the end.'
  const [finding] = withoutSecrets([at(text, 'a', {message: '`hunter2`', hint})])
  expect(finding).toMatchObject({message: '`********`', hint})
})

test('what one spec says openly is shown, though another one has it for a secret', () => {
  const text = 'a: [\npassword: shop\n'
  const [, finding] = withoutSecrets([at(text, 'a'), at('certificates: {shop: {}}', 'shop', {message: '`certificates.shop` is wrong.'})])
  expect(finding?.message).toBe('`certificates.shop` is wrong.')
})

test('a word at the end of a sentence is none that a comment about a password hides', () => {
  const [finding] = withoutSecrets([at('a: 1 # The password is there already.\n', 'a', {message: 'It goes by route 1 already.'})])
  expect(finding?.message).toBe('It goes by route 1 already.')
})
