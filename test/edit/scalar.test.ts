import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {CORE_SCHEMA, load} from 'js-yaml'
import {type Quote, writeValue} from '../../src/edit/scalar.ts'

const schema = CORE_SCHEMA

describe('writeValue', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::', '"fe80::"'],
    ['on', '"on"'],
    ['null', '"null"'],
    ['1e3', '"1e3"'],
    ['0x1f', '"0x1f"'],
    ['12:30:45', '"12:30:45"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['*a', '"*a"'],
    ['<<', '"<<"'],
    ['', '""'],
    ['a\nb', '"a\\nb"'],
  ])('writes %j as %s', (value, written) => {
    expect(writeValue(value, 'plain')).toBe(written)
  })

  test.each<readonly [string, Quote, string]>([
    ["it's", 'single', "'it''s'"],
    ['a\tb', 'single', '"a\\tb"'],
    ['a"b', 'double', '"a\\"b"'],
  ])('writes %j in %s quotes as %s', (value, quote, written) => {
    expect(writeValue(value, quote)).toBe(written)
  })

  test('writes what reads back the same, as a value and as a key, in block and in flow', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({unit: 'binary'}),
      fc.constantFrom('~', 'y', '.inf', '---', '2020-01-01', '\u2028', '\ufeff', '\x7f'),
    )
    fc.assert(
      fc.property(
        text.filter(value => !/\p{Surrogate}/u.test(value)),
        fc.constantFrom<Quote>('plain', 'single', 'double'),
        (value, quote) => {
          const written = writeValue(value, quote)
          expect(load(`{k: {${written}: ${written}}, l: [${written}]}`, {schema})).toEqual({
            k: Object.fromEntries([[value, value]]),
            l: [value],
          })
          expect(load(`${written}: ${written}\n`, {schema})).toEqual(Object.fromEntries([[value, value]]))
        },
      ),
    )
  })
})
