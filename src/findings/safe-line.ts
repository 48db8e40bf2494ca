import type {Source} from './finding.ts'
import {lineText} from './place.ts'
import {MASK, safeText, secretWord} from './secret-key.ts'

// A plain value may hold commas and braces: rather too much is starred out than too little.
const value = /"(?:[^"\\]|\\.)*"|'[^']*'|[^\s{"'].*?(?=[\s}\],]*$)/
const secret = new RegExp(`(?<key>${secretWord}[\\w.-]*["']?[^\\S\\n]*:[^\\S\\n]*)(?<value>${value.source})`, 'g')

/** A 1-based line of a spec in which what stands under a key that ends like a secret's is starred out, each character by one. */
export const safeLine = (source: Source, line: number): string =>
  lineText(source, line).replace(secret, (_, key: string, written: string) => key + '*'.repeat(written.length))

/** The text of a spec to be shown: as long as it likes, and without what a line says behind a word that tells of a secret. */
export const safeSpec = (text: string): string =>
  text
    .split('\n')
    .map(line => safeText(line.replace(secret, (_, key: string) => key + MASK)))
    .join('\n')

/** A text with stars in the place of what stands behind an offset. */
export const starred = (text: string, from: number): string => text.slice(0, from) + '*'.repeat(Math.max(0, text.length - from))
