import {expect, test} from '@jest/globals'
import fc from 'fast-check'
import {escapeXml, fitsXml} from '../../src/targets/xml.ts'

test.each([
  ['a plain text as it is', 'http://alfresco.example.com:8080/alfresco', 'http://alfresco.example.com:8080/alfresco'],
  ['what has a meaning', `a<b> & "c" 'd'`, 'a&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;'],
  ['what looks escaped', '&amp;', '&amp;amp;'],
  ['what ends CDATA', ']]>', ']]&gt;'],
  ['line breaks', 'a\r\n\tb', 'a&#13;&#10;&#9;b'],
  ['what is beyond ASCII as it is', 'é€𝄞', 'é€𝄞'],
  ['what XML cannot hold', '\u0000\u0001\ud834\uffff', '\uFFFD\uFFFD\uFFFD\uFFFD'],
])('writes %s', (_, text, expected) => {
  expect(escapeXml(text)).toBe(expected)
})

test.each([
  ['two hyphens', 'a--b', 'a- -b'],
  ['many', '----', '- - - - '],
  ['one at the end', 'a-', 'a- '],
  ['its own end', '-->', '- ->'],
  ['line breaks', 'a\nb', 'a b'],
  ['references', 'a & b', 'a & b'],
])('writes %s in a comment', (_, comment, expected) => {
  expect(escapeXml({comment})).toBe(expected)
})

test.each(['', 'a', '\t\n\r', 'é€𝄞', '\u007f\u0085'])('says that XML can hold %j', text => {
  expect(fitsXml(text)).toBe(true)
})

test.each(['\u0000', '\u000b', '\u001f', '\ufffe', 'a\ud834', '\udd1eb'])('says that XML cannot hold %j', text => {
  expect(fitsXml(text)).toBe(false)
})

test('lets no value leave its place', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary'}), text => {
      expect(escapeXml(text)).not.toMatch(/[<>"'\n]/)
      expect(escapeXml({comment: text})).not.toMatch(/--|-$|\n/)
    }),
  )
})
