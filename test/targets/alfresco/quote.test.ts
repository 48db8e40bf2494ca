import {expect, test} from '@jest/globals'
import fc from 'fast-check'
import {escapeProperty, valueText} from '../../../src/targets/alfresco/quote.ts'

test.each([
  ['a plain key', 'cifs.loadBalancerList', 'cifs.loadBalancerList'],
  ['blanks', ' a b ', '\\ a\\ b\\ '],
  ['what ends a key', 'a=b:c', 'a\\=b\\:c'],
  ['what starts a comment', '#a!', '\\#a\\!'],
  ['backslashes', 'c:\\temp\\', 'c\\:\\\\temp\\\\'],
  ['line ends', 'a\r\nb', 'a\\r\\nb'],
  ['what is beyond ASCII', 'é€𝄞', '\\u00E9\\u20AC\\uD834\\uDD1E'],
  ['the empty key', '', ''],
])('escapes %s in a key', (_, text, expected) => {
  expect(escapeProperty(text)).toBe(expected)
})

test.each([
  ['separators alone', 'a=b:c #d!', 'a=b:c #d!'],
  ['placeholders alone', '${dir.root}/contentstore', '${dir.root}/contentstore'],
  ['inner blanks alone', '/opt/alf data', '/opt/alf data'],
  ['no blank at either end', '  a  ', '\\u0020 a \\u0020'],
  ['one blank as one', ' ', '\\u0020'],
  ['backslashes doubled', 'c:\\temp\\', 'c:\\\\temp\\\\'],
  ['tabs and form feeds named', '\ta\f', '\\ta\\f'],
  ['control characters as numbers', '\u0000\u0001\u007f', '\\u0000\\u0001\\u007F'],
  ['a lone surrogate as it is', '\ud834', '\\uD834'],
])('writes %s in a value', (_, text, expected) => {
  expect(escapeProperty(valueText(text))).toBe(expected)
})

test('keeps every text on its line, in printable ASCII', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary'}), text => {
      expect(escapeProperty(text)).toMatch(/^[ -~]*$/)
      expect(escapeProperty(valueText(text))).toMatch(/^[ -~]*$/)
    }),
  )
})
