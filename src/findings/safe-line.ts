import type {Source} from './finding.ts'
import {lineText} from './place.ts'
import {secretEnd} from './secret-key.ts'

// A plain value may hold commas and braces: rather too much is starred out than too little.
const value = /"(?:[^"\\]|\\.)*"|'[^']*'|[^\s{"'].*?(?=[\s}\],]*$)/
const secret = new RegExp(`(?<key>${secretEnd}["']?\\s*:\\s*)(?<value>${value.source})`, 'gi')

/** A 1-based line of a spec in which what stands under a key that ends like a secret's is starred out, each character by one. */
export const safeLine = (source: Source, line: number): string =>
  lineText(source, line).replace(secret, (_, key: string, written: string) => key + '*'.repeat(written.length))

/** A text with stars in the place of what stands behind an offset. */
export const starred = (text: string, from: number): string => text.slice(0, from) + '*'.repeat(Math.max(0, text.length - from))
