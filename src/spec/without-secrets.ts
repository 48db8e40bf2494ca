import type {Finding, Source, Span} from '../findings/finding.ts'
import {MASK} from '../findings/secret-key.ts'
import {QuotedSecrets, SHORTEST} from './quoted-secrets.ts'
import {isWordOfLanguage} from './secret-field.ts'
import {secretSpans} from './secret-spans.ts'

/** A source with stars in the place of its secrets, each character by one, and what might quote them. */
interface Hidden {
  readonly source: Source
  readonly secrets: ReadonlySet<string>
}

const hiddenSources = new WeakMap<Source, Hidden>()

/** Findings as they may be shown to everybody: neither the lines that they point at nor their words hold a secret of the spec. */
export function withoutSecrets(findings: readonly Finding[]): readonly Finding[] {
  const sources = new Set(findings.flatMap(({source}) => source ?? []))
  const hide = hider([...sources].map(hidden))
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
  const made = spans.length === 0 ? {source, secrets: new Set<string>()} : {source: {...source, text}, secrets: wordsOf(source.text, spans)}
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

/** Secrets as messages may quote them: whole, without quotes, or a word of them. */
function wordsOf(text: string, spans: readonly Span[]): ReadonlySet<string> {
  const words = new Set<string>()
  for (const {start, end} of spans) {
    const written = text.slice(start, end)
    const bare = written.replace(/^["']/, '').replace(/(?<!["'\s\]},])["'\s\]},]+$/, '')
    words.add(written).add(bare)
    for (const word of bare.split(/[\s"'\\=:,]+/)) if (!isWordOfLanguage(word)) words.add(word)
  }
  for (const word of words) if (word.length < SHORTEST) words.delete(word)
  return words
}

/** What takes secrets out of the words of findings. */
function hider(sources: readonly Hidden[]): (finding: Finding) => Finding {
  if (sources.every(({secrets}) => secrets.size === 0)) return finding => finding
  const known = new QuotedSecrets(sources.map(({source, secrets}) => ({open: source.text, secrets})))
  const hide = (text: string): string =>
    known.withoutBeginnings(known.without(text, secret => !isWord(secret)).replaceAll(quotation, part => known.without(part)))
  return ({message, hint, path, ...finding}) => ({
    ...finding,
    message: hide(message),
    ...(hint !== undefined && {hint: hide(hint)}),
    ...(path !== undefined && {path: known.without(path)}),
  })
}

/** Whether a text may be a word of a sentence, which nobody takes for a secret there. */
const isWord = (text: string): boolean => /^[A-Za-z]?[a-z]+[.;!?)]*$/.test(text)

const quotation = /`[^`]*`|"[^"]*"|(?<!\w)'[^']*'/g
