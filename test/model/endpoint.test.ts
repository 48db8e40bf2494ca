import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {MAX_DURATION, formatDuration, parseDuration, parseSize} from '../../src/model/duration.ts'
import {formatEndpoint, mappedIpv4, parseHost} from '../../src/model/endpoint.ts'

describe('parseHost', () => {
  test.each([
    ['192.168.1.10', 'ipv4', '192.168.1.10'],
    ['0.0.0.0', 'ipv4', '0.0.0.0'],
    ['255.255.255.255', 'ipv4', '255.255.255.255'],
    // RFC 5952: small letters, no leading zeros, the longest run of zeros shortened, the first of two, never a single one.
    ['2001:DB8::5', 'ipv6', '2001:db8::5'],
    ['2001:0db8:0000:0000:0000:0000:0000:0005', 'ipv6', '2001:db8::5'],
    ['2001:db8:0:0:1:0:0:1', 'ipv6', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', 'ipv6', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', 'ipv6', '2001:0:0:1::1'],
    ['2001:db8::', 'ipv6', '2001:db8::'],
    ['::', 'ipv6', '::'],
    ['::1', 'ipv6', '::1'],
    ['1:2:3:4:5:6:7::', 'ipv6', '1:2:3:4:5:6:7:0'],
    ['::ffff:192.0.2.1', 'ipv6', '::ffff:192.0.2.1'],
    ['::FFFF:c000:201', 'ipv6', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', 'ipv6', '64:ff9b::c000:221'],
    ['node1', 'name', 'node1'],
    ['db-1.example.com', 'name', 'db-1.example.com'],
    ['under_score', 'name', 'under_score'],
    ['1a', 'name', '1a'],
  ])('reads `%s` as %s `%s`', (text, kind, canonical) => {
    expect(parseHost(text)).toEqual({kind, text: canonical})
  })

  test.each([
    '', ' ', '*', '192.168.1', '192.168.1.256', '192.168.1.010', '192.168.1.1.1', '0x7f.1', '1', '123456', '[::1]', ':', ':::', '1::2::3', '1:2:3', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8', 'g::1',
    '12345::', 'fe80::1%eth0', '::ffff:192.0.2.256', '::192.0.2', '192.0.2.1::', '2001:db8::/32', '10.0.0.1:80', 'http://a', 'a..b', '.a', 'a.', '-a', 'a-', 'a b', 'ä.de', 'a'.repeat(64), `${'a.'.repeat(127)}aa`,
  ])('does not take `%s` for a host', text => {
    expect(parseHost(text)).toBeUndefined()
  }) // prettier-ignore

  test('reads every address back from its canonical text, and that text is no other', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), text => {
        const host = parseHost(text)
        expect(host?.kind).toBe(text.includes(':') ? 'ipv6' : 'ipv4')
        expect(parseHost(host?.text ?? '')).toEqual(host)
        expect(host?.text).not.toMatch(/[A-F]|(?<=:)0[0-9a-f](?![.\d])|::.*::/)
      }),
    )
  })

  test('agrees with the URL parser of this machine about IPv6', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 0, 1, 0xdb8, 0xffff), {minLength: 8, maxLength: 8}), groups => {
        const text = groups.map(group => group.toString(16)).join(':')
        const host = parseHost(text)
        if (host === undefined || mappedIpv4(host) !== undefined) return
        expect(`[${host.text}]`).toBe(new URL(`http://[${text}]/`).hostname)
      }),
    )
  })
})

test('formats an endpoint with brackets round IPv6', () => {
  expect(formatEndpoint({kind: 'ipv6', text: '::1'}, 80)).toBe('[::1]:80')
  expect(formatEndpoint({kind: 'ipv4', text: '10.0.0.1'}, 80)).toBe('10.0.0.1:80')
  expect(formatEndpoint({kind: 'name', text: 'a'}, 80)).toBe('a:80')
})

test.each([
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:0:1', '0.0.0.1'],
  ['::192.0.2.1', undefined],
  ['192.0.2.1', undefined],
  ['a.example.com', undefined],
])('finds the IPv4 address in `%s`', (text, four) => {
  const host = parseHost(text)
  expect(host && mappedIpv4(host)).toBe(four)
})

describe('durations', () => {
  test.each([
    ['500ms', 500, '500ms'],
    ['1000ms', 1000, '1s'],
    ['90s', 90_000, '90s'],
    ['60m', 3_600_000, '1h'],
    ['24h', 86_400_000, '1d'],
    ['16m', 960_000, '16m'],
  ])('%s is %d ms, and shortest %s', (text, milliseconds, shortest) => {
    expect(parseDuration(text)).toBe(milliseconds)
    expect(formatDuration(milliseconds)).toBe(shortest)
  })

  test('come back as they were', () => {
    fc.assert(fc.property(fc.integer({min: 1, max: MAX_DURATION}), value => parseDuration(formatDuration(value)) === value))
  })

  test.each(['', '5', '5min', '-5s', '1.5s', 's', '5 s'])('`%s` is none', text => {
    expect(parseDuration(text)).toBeNaN()
  })

  test.each([
    ['10k', 10_240],
    ['1m', 1_048_576],
  ])('the size %s is %d', (text, size) => {
    expect(parseSize(text)).toBe(size)
  })
})
