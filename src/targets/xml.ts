import {commentText, isComment} from './comment.ts'
import type {Escape} from './template.ts'

/**
 * Every value in an XML 1.0 file, for text and for attributes in either quotes; in a comment, one line of it.
 * Total, and a parser gives back what was given, but for the characters that XML cannot hold (`fitsXml`): the target
 * reports those, and here U+FFFD stands for them. Line breaks and tabs become references, since a parser makes blanks
 * of them in attributes: https://www.w3.org/TR/xml/#AVNormalize
 */
export const escapeXml: Escape = value => (isComment(value) ? commentXml(commentText(value)) : escapeText(String(value)))

/** Whether XML 1.0 has all of a text's characters: https://www.w3.org/TR/xml/#charsets */
export const fitsXml = (text: string): boolean => text.search(unfit) === -1

/** Control characters, halves of surrogate pairs and two that Unicode keeps free. */
const unfit = /[^\P{Cc}\t\n\r\u007F-\u009F]|[\p{Cs}\uFFFE\uFFFF]/u

const everyUnfit = new RegExp(unfit, 'gu')

const escapeText = (text: string): string =>
  text.replaceAll(everyUnfit, '\uFFFD').replaceAll(/[&<>"'\t\n\r]/g, character => references.get(character) ?? character)

const references = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
])

/** A comment knows no references, and two hyphens end it: https://www.w3.org/TR/xml/#sec-comments */
const commentXml = (text: string): string =>
  text
    .replaceAll(everyUnfit, '\uFFFD')
    .replaceAll(/-(?=-)/g, '- ')
    .replace(/-$/, '- ')
