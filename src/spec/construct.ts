import {MAX_DEPTH} from './json.ts'

/** Thrown to leave a text to the YAML parser, which reads any and says what is wrong with one. */
const leave = Symbol('not plain')

/**
 * The value of a plain spec, in a third of the time that js-yaml takes: block maps and lists, flow collections that end on
 * their line, and scalars that mean one thing only. Most specs are plain. Undefined for every other one, and for one with
 * a fault to report: js-yaml reads those. Tests hold the two against each other.
 */
export function constructPlain(text: string): {readonly value: unknown} | undefined {
  if (special.test(text)) return undefined
  try {
    return {value: new PlainReader(text.endsWith('\n') ? text : `${text}\n`).document()}
  } catch (error) {
    if (error !== leave) throw error
    return undefined
  }
}

/** All that YAML does not print, or that means more in it than a sign: tabs, carriage returns, a byte order mark. */
const special = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

// Blank lines and comments; then the indentation of a line, the dash of an item, a key and its colon.
const lineStart = /(?: *(?:#[^\n]*)?\n)*( *)(?:(- )(?! ))?(?:([A-Za-z_][\w./-]*):(?: +|(?=\n)))?/y
const lineEnd = /(?: +#[^\n]*| *)\n/y
const oneWord = /([A-Za-z0-9_./][^ :#\n]*(?::[^ :#\n]+)*)\n/y
const words = /[A-Za-z0-9_./][^\n]*/y
const quoted = /"([^"\\\n]*)"|'([^'\n]*)'/y
const flowStart = / *(?:([[{])|"([^"\\\n]*)"|'([^'\n]*)'|([A-Za-z0-9_./](?:[\w./%+@=~-]|:(?=[\w./])| (?=[\w./]))*))/y
const flowKey = / *([A-Za-z_][\w./-]*): +/y
const flowNext = / *([,\]}])/y
const listEnd = / *\]/y
const mapEnd = / *\}/y

/** Of names that mean something else as keys of YAML, or in maps of this language. */
const noKey = /^(?:true|false|null|__proto__)$/i

/** As many keys as an object of fixed fields never has: a large map grows three times as fast without a prototype. */
const LARGE = 100

/** Reads a text line by line. What it has read of the next line: where it is indented, whether it is an item, its key. */
class PlainReader {
  private at = 0
  private depth = 0
  private indent = 0
  private isItem = false
  private key: string | undefined
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  document(): unknown {
    this.readLine()
    const value = this.block(0)
    if (this.at < this.text.length || this.indent >= 0) throw leave
    return value
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found === null) return undefined
    this.at = pattern.lastIndex
    return found
  }

  private readLine(): void {
    const [, indent = '', dash, key] = this.take(lineStart) ?? []
    this.indent = this.at === this.text.length ? -1 : indent.length
    this.isItem = dash !== undefined
    this.key = key
  }

  /** The list or map that begins with the line that was read; it is indented by `least` at least. */
  private block(least: number): unknown {
    if (this.indent < least || ++this.depth > MAX_DEPTH) throw leave
    const value = this.isItem ? this.list(this.indent) : this.map(this.indent)
    this.depth--
    return value
  }

  private list(indent: number): unknown[] {
    const items: unknown[] = []
    while (this.indent === indent && this.isItem) {
      this.indent += 2
      this.isItem = false
      items.push(this.key === undefined ? this.inline() : this.block(this.indent))
    }
    if (this.indent > indent) throw leave
    return items
  }

  private map(indent: number): Record<string, unknown> {
    let entries: Record<string, unknown> = {}
    for (let size = 0; this.indent === indent && !this.isItem; size++) {
      if (size === LARGE) entries = Object.assign(Object.create(null), entries)
      const key = this.newKey(this.key, entries)
      entries[key] = this.take(lineEnd) === undefined && !this.isComment() ? this.inline() : this.below(indent)
    }
    if (this.indent >= indent) throw leave
    return entries
  }

  private newKey(key: string | undefined, entries: Readonly<Record<string, unknown>>): string {
    if (key === undefined || key.length > 1000 || noKey.test(key) || entries[key] !== undefined) throw leave
    return key
  }

  /** The blanks before it were read with the key. */
  private isComment(): boolean {
    if (this.text[this.at] !== '#') return false
    this.at = this.text.indexOf('\n', this.at) + 1
    return true
  }

  /** What stands under a key: a list may be indented like the key itself. */
  private below(indent: number): unknown {
    this.readLine()
    return this.block(this.isItem ? indent : indent + 1)
  }

  /** A value that ends on its line. */
  private inline(): unknown {
    const value = this.scalarOrFlow()
    this.readLine()
    return value
  }

  private scalarOrFlow(): unknown {
    const word = this.take(oneWord)?.[1]
    if (word !== undefined) return meaning(word)
    const isFlow = this.text[this.at] === '[' || this.text[this.at] === '{'
    const value = isFlow ? this.flow() : (this.quotation() ?? this.phrase())
    if (this.take(lineEnd) === undefined) throw leave
    return value
  }

  private quotation(): string | undefined {
    const [, double, single] = this.take(quoted) ?? []
    return double ?? single
  }

  /** Plain text of several words, up to a comment. */
  private phrase(): unknown {
    const start = this.at
    const [line] = this.take(words) ?? []
    if (line === undefined) throw leave
    const comment = line.indexOf(' #')
    const phrase = (comment < 0 ? line : line.slice(0, comment)).trimEnd()
    if (phrase.includes(': ') || phrase.endsWith(':')) throw leave
    this.at = start + phrase.length
    return meaning(phrase)
  }

  private flow(): unknown {
    const [, open, double, single, plain] = this.take(flowStart) ?? []
    if (open === undefined) return double ?? single ?? meaning(plain ?? '')
    if (++this.depth > MAX_DEPTH) throw leave
    const value = open === '[' ? this.flowList() : this.flowMap()
    this.depth--
    return value
  }

  private flowList(): unknown[] {
    const items: unknown[] = []
    if (this.take(listEnd) !== undefined) return items
    do items.push(this.flow())
    while (this.goesOn(']'))
    return items
  }

  private flowMap(): Record<string, unknown> {
    const entries: Record<string, unknown> = {}
    if (this.take(mapEnd) !== undefined) return entries
    do {
      const key = this.newKey(this.take(flowKey)?.[1], entries)
      entries[key] = this.flow()
    } while (this.goesOn('}'))
    return entries
  }

  /** Whether a flow collection goes on; it ends with `end`. */
  private goesOn(end: string): boolean {
    const sign = this.take(flowNext)?.[1]
    if (sign !== ',' && sign !== end) throw leave
    return sign === ','
  }
}

// Here, and not where they are used: a literal makes a new expression each time, and every scalar comes by.
const text = /^[A-EG-MO-SU-Za-eg-mo-su-z/]/
const decimal = /^(?:0|[1-9]\d{0,14})$/
const addressOrDuration = /^\d+(?:\.\d+){3}(?:[:/,\d-]*)$|^\d+(?:ms|[smhdk])$/
const maybeText = /^[fFnNtT]/
const otherThanText = /^(?:false|null|true)$/i

/** What a plain scalar means in YAML 1.2's core schema, where that is certain. */
function meaning(plain: string): unknown {
  if (text.test(plain)) return plain
  if (decimal.test(plain)) return Number(plain)
  if (addressOrDuration.test(plain)) return plain
  if (plain === 'true' || plain === 'false') return plain === 'true'
  if (maybeText.test(plain) && !otherThanText.test(plain)) return plain
  throw leave
}
