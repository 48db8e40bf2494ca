import {describe, expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

/** A spec with two services that listen so. */
const listening = (first: string, second: string, more = ''): string =>
  `lbgen: 1\nname: two\nloadBalancers: {lb1: 10.0.0.4}\nnodes: {a: 10.0.0.11, b: 10.0.0.12}\nservices:\n  one: {listen: ${first}, port: 1}\n  two: {listen: ${second}, port: 1}\n${more}`

const overlaps = (...listeners: [string, string, string?]): readonly string[] =>
  shortly(compileTexts(listening(...listeners)).findings).filter(found => /^LB10[89]/.test(found))

describe('listeners', () => {
  test.each([
    ['the same address and port', '"10.0.0.5:80"', '"10.0.0.5:80"', ['LB108 "10.0.0.5:80"']],
    ['IPv4 and its mapped form', '"10.0.0.5:80"', '"[::ffff:10.0.0.5]:80"', ['LB108 "[::ffff:10.0.0.5]:80"']],
    ['two spellings of IPv6', '"[2001:db8::5]:80"', '"[2001:DB8:0::5]:80"', ['LB108 "[2001:DB8:0::5]:80"']],
    ['a port within a range', '{address: 10.0.0.5, ports: 70-90}', '"10.0.0.5:80"', ['LB108 "10.0.0.5:80"']],
    ['ranges that share an end', '{address: 10.0.0.5, ports: 70-80}', '{address: 10.0.0.5, ports: 80-90}', ['LB108 address']],
    ['every address twice', '80', '"*:80"', ['LB108 "*:80"']],
    ['every address beside one', '80', '"10.0.0.5:80"', ['LB109 "10.0.0.5:80"']],
    ['`::` beside IPv4', '"[::]:80"', '"10.0.0.5:80"', ['LB109 "10.0.0.5:80"']],
  ])('meet: %s', (_, first, second, expected) => {
    expect(overlaps(first, second).map(found => found.replace(/10\.0\.0\.5(?=$)/, 'address'))).toEqual(expected)
  })

  test.each([
    ['other ports', '"10.0.0.5:80"', '"10.0.0.5:81"'],
    ['other addresses', '"10.0.0.5:80"', '"10.0.0.6:80"'],
    ['every IPv4 address beside IPv6', '80', '"[2001:db8::5]:80"'],
    ['ranges side by side', '{address: 10.0.0.5, ports: 70-79}', '{address: 10.0.0.5, ports: 80-90}'],
  ])('do not meet: %s', (_, first, second) => {
    expect(overlaps(first, second)).toEqual([])
  })

  test('redirects, statistics and other listeners of one service count', () => {
    const stats = 'haproxy: {stats: {listen: "10.0.0.5:80"}}\n'
    expect(overlaps('"10.0.0.5:80"', '"10.0.0.6:80"', stats)).toHaveLength(1)
    expect(
      overlaps('"10.0.0.6:80"', '[{address: 10.0.0.5, port: 80, redirect: {to: "https://a.example"}}, "10.0.0.5:81", "10.0.0.5:80"]'),
    ).toHaveLength(1)
  })
})
