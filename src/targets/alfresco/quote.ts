import type {Escape} from '../template.ts'

/** A text that stands behind the `=` of a property, or in a comment. */
export interface ValueText {
  readonly kind: 'value'
  readonly text: string
}

export const valueText = (text: string): ValueText => ({kind: 'value', text})

/**
 * A Java property, for java.util.Properties: https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html#load-java.io.Reader-
 * A plain string comes out fit for a key, and so for any place; a `ValueText` keeps the blanks, `:`, `=`, `#` and `!`
 * that mean nothing behind the `=`. Total: every string comes back from `load` as it was, and keeps to one line of
 * ASCII. `${name}` is left to Spring, which expands it later.
 */
export const escapeProperty: Escape = value => (isValueText(value) ? escapeValue(value.text) : escapeKey(String(value)))

const isValueText = (value: unknown): value is ValueText =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'value'

const escapeKey = (text: string): string => escapeAlways(text).replaceAll(/[ :=#!]/g, '\\$&')

// A blank in front would be dropped, and an editor may drop one at the end: neither is written as a blank.
const escapeValue = (text: string): string => escapeAlways(text).replaceAll(/^ | $/g, '\\u0020')

const escapeAlways = (text: string): string => text.replaceAll(/\\|[^ -~]/g, character => named.get(character) ?? unicode(character))

const named = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\f', '\\f'],
])

/** `\uXXXX` of one UTF-16 unit: `load` reads a surrogate pair as two. */
const unicode = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
