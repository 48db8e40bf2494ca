import type {Finding, Source, Span} from '../findings/finding.ts'
import {literal} from '../findings/literal.ts'
import {MASK} from '../findings/secret-key.ts'
import {secretSpans} from './secret-spans.ts'

/** A source with stars in the place of its secrets, each character by one, and what it says nowhere but there. */
interface Hidden {
  readonly source: Source
  readonly secrets: readonly string[]
}

const hiddenSources = new WeakMap<Source, Hidden>()

/** Findings as they may be shown to everybody: neither the lines that they point at nor their words hold a secret of the spec. */
export function withoutSecrets(findings: readonly Finding[]): readonly Finding[] {
  const sources = new Set(findings.flatMap(({source}) => source ?? []))
  const hide = hider([...sources].flatMap(source => hidden(source).secrets))
  return findings.map(finding => hide({...finding, ...(finding.source && {source: hidden(finding.source).source})}))
}

/** The source with stars in the place of its secrets: all lines and columns stay. */
export const hiddenSource = (source: Source): Source => hidden(source).source

/** The text of a spec without its secrets, as long as it likes. */
export const hiddenText = (text: string): string =>
  replaced(text, secretSpans({file: '', text}), secret => secret.replaceAll(/^([ \t]*)[^\r\n]+/gm, `$1${MASK}`))

function hidden(source: Source): Hidden {
  const known = hiddenSources.get(source)
  if (known !== undefined) return known
  const spans = secretSpans(source)
  const text = replaced(source.text, spans, starred)
  const made = spans.length === 0 ? {source, secrets: []} : {source: {...source, text}, secrets: wordsOf(source.text, spans, text)}
  hiddenSources.set(source, made)
  // What is hidden once has nothing left to hide.
  hiddenSources.set(made.source, made)
  return made
}

const starred = (secret: string): string => secret.replaceAll(/(^[ \t]+)|[^\r\n]/gm, (_, indent: string | undefined) => indent ?? '*')

function replaced(text: string, spans: readonly Span[], by: (secret: string) => string): string {
  let at = 0
  let safe = ''
  for (const {start, end} of spans) {
    safe += text.slice(at, start) + by(text.slice(start, end))
    at = end
  }
  return safe + text.slice(at)
}

/** Secrets as messages may quote them: whole, without quotes, or a word of them. What stands openly elsewhere is no secret. */
function wordsOf(text: string, spans: readonly Span[], open: string): readonly string[] {
  const words = spans.flatMap(({start, end}) => {
    const written = text.slice(start, end)
    const bare = written.replace(/^["']/, '').replace(/["'\s\]},]+$/, '')
    return [written, bare, ...bare.split(/[\s"'\\=:,]+/)]
  })
  return [...new Set(words)].filter(word => word.length > 2 && !open.includes(word))
}

/** What takes secrets out of the words of findings. */
function hider(secrets: readonly string[]): (finding: Finding) => Finding {
  if (secrets.length === 0) return finding => finding
  const longestFirst = [...new Set(secrets)].sort((a, b) => b.length - a.length)
  const anywhere = anyOf(longestFirst.filter(secret => !isWord(secret)))
  const quoted = anyOf(longestFirst)
  const hide = (text: string): string =>
    withoutBeginnings(
      text.replaceAll(anywhere, MASK).replaceAll(quotation, part => part.replaceAll(quoted, MASK)),
      longestFirst,
    )
  return ({message, hint, path, ...finding}) => ({
    ...finding,
    message: hide(message),
    ...(hint !== undefined && {hint: hide(hint)}),
    ...(path !== undefined && {path: path.replaceAll(quoted, MASK)}),
  })
}

/** Whether a text may be a word of a sentence, which nobody takes for a secret there. */
const isWord = (text: string): boolean => /^[A-Za-z]?[a-z]+$/.test(text)

const quotation = /`[^`]*`|"[^"]*"|(?<!\w)'[^']*'/g

/** A pattern for any of some texts; for none of all where there are none. */
const anyOf = (texts: readonly string[]): RegExp => new RegExp(texts.map(literal).join('|') || '(?!)', 'g')

/** A text in which no quotation that was cut short ends with the beginning of a secret. */
const withoutBeginnings = (text: string, secrets: readonly string[]): string =>
  text.replaceAll(/(?<=`)([^`]*)…(?=`)/g, (whole, quoted: string) => {
    for (let length = quoted.length; length > 2; length--)
      if (secrets.some(secret => quoted.endsWith(secret.slice(0, length)))) return `${quoted.slice(0, -length)}${MASK}…`
    return whole
  })
