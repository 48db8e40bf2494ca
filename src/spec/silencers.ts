import type {Finding, Report, Source, Span} from '../findings/finding.ts'
import {nearestWord, suggest} from '../findings/nearest-word.ts'
import {shorten} from '../findings/shorten.ts'
import {parseJson} from './json.ts'
import {kinds} from './kinds.ts'
import type {KnownRules} from '../findings/known-rules.ts'
import {lineEnd, meets} from './spans.ts'
import {type YamlNode, treeIn} from './tree.ts'

/** A comment that silences a rule at one place: `# lbgen-ignore lone-node: the second one comes in May`. */
export interface Silencer {
  readonly source: Source
  /** The whole comment. */
  readonly span: Span
  readonly rule: string
  readonly reason: string
  /** The line that it is about, with all that begins there. */
  readonly reach: Span
}

const mark = 'lbgen-ignore'
/** What begins as such a comment does, or as one that was meant to be it: `lbgen-ignore-lone-node`, `lbgen_ignore`, `lbgen-ingore`. */
const comment = /(?<=^|\s)#[ \t]*(?<begin>lbgen[-_ \t]?(?<verb>i[a-z]{4,8})(?:[-_](?=\w))?)(?<words>[^\r\n]*)/gim
const form = /^\s*(?<names>[\w-]+(?:\s*,\s*[\w-]+)*)?\s*(?::\s*(?<reason>.*\S))?/

/** Whether a text may have comments that silence rules. */
export const maySilence = (text: string): boolean => text.search(comment) >= 0

/**
 * The comments of a text that silence rules. A comment on a line of its own is about the next line that says something.
 * Reports LB023 to LB025 and LB027, and leaves out what they are about.
 */
export function silencersIn(source: Source, known: KnownRules, report: Report): readonly Silencer[] {
  const {text} = source
  // JSON has no comments.
  if (!maySilence(text) || (/^\ufeff?\{/.test(text) && parseJson(text.replace(/^\ufeff/, '')) !== undefined)) return []
  const {ends, isInScalar} = layout(treeIn(source), text)
  return [...text.matchAll(comment)].flatMap(({0: whole, index, groups = {}}) => {
    if (isInScalar(index)) return []
    const span = {start: index, end: index + whole.trimEnd().length}
    const at = targetOf(text, index)
    const reach = {start: at, end: Math.max(lineEnd(text, at), ends.get(at) ?? 0)}
    const note: Note = fault => report({...fault, source, span})
    const {begin = '', verb = '', words = ''} = groups
    if (begin !== mark || /^[\w-]/.test(words)) {
      noteMisspelt(`${begin}${words}`, verb, words, known, note)
      return []
    }
    return rulesOf(words, known, note).map(said => ({source, span, ...said, reach}))
  })
}

type Note = (fault: Omit<Finding, 'source' | 'span'>) => void

/** LB027 for what would silence a rule if it began otherwise. In prose no name and colon follow, nor a rule. */
function noteMisspelt(whole: string, verb: string, words: string, known: KnownRules, note: Note): void {
  const {names, reason} = form.exec(words)?.groups ?? {}
  if (names === undefined || nearestWord(verb, ['ignore']) === undefined) return
  if (reason === undefined && known.find(names.split(/\s*,/)[0] ?? '') === undefined) return
  const written = whole.slice(0, whole.length - words.length) + words.slice(0, words.indexOf(names) + names.length)
  const hint = `Write \`# ${mark} ${names}: why it may be so\`.`
  note({...kinds.misspeltSilencer, message: `\`# ${shorten(written)}\` silences nothing: it is no \`${mark}\`.`, hint})
}

/** The rules that a comment silences, by name, and why. */
function rulesOf(words: string, known: KnownRules, note: Note): readonly Pick<Silencer, 'rule' | 'reason'>[] {
  const {names, reason} = form.exec(words)?.groups ?? {}
  if (names === undefined) {
    const hint = `Name the rule behind it: \`# ${mark} lone-node: why it may be so\`.`
    note({...kinds.silencerWithoutRule, message: `\`${mark}\` names no rule.`, hint})
    return []
  }
  const rules = names.split(/\s*,\s*/).flatMap(name => ruleOf(name, known, note) ?? [])
  if (reason !== undefined || rules.length === 0) return rules.map(rule => ({rule, reason: reason ?? ''}))
  const hint = `Write the reason behind a colon: \`# ${mark} ${names}: why it may be so\`.`
  note({...kinds.silencerWithoutReason, message: `Nobody says why \`${shorten(names)}\` is silenced here, so it is not.`, hint})
  return []
}

function ruleOf(name: string, known: KnownRules, note: Note): string | undefined {
  const code = known.find(name)
  if (code === undefined) {
    const hint = suggest(name, known.names(), '`lbgen rules` lists all of them.')
    note({...kinds.silencerWithoutRule, message: `There is no rule \`${shorten(name)}\` to silence.`, hint})
    return undefined
  }
  if (!known.isFixed(code)) return code.name
  const hint = 'Put right what it says, and take the comment away.'
  note({...kinds.powerlessSilencer, message: `\`${code.name}\` cannot be silenced: nothing can be rendered then.`, hint})
  return undefined
}

/** Where the line begins that a comment is about: its own, or, when nothing else stands there, the next one that says something. */
function targetOf(text: string, at: number): number {
  let start = lineStart(text, at)
  if (text.slice(start, at).trim() !== '') return start
  do start = lineEnd(text, start) + 1
  while (start < text.length && /^[ \t]*(?:#.*)?\r?$/.test(text.slice(start, lineEnd(text, start))))
  return start
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

/** Where the entries and items end that begin on a line, by where the line begins; and whether an offset is inside of a scalar. */
interface Layout {
  readonly ends: ReadonlyMap<number, number>
  readonly isInScalar: (offset: number) => boolean
}

function layout(root: YamlNode | undefined, text: string): Layout {
  const ends = new Map<number, number>()
  const scalars: Span[] = []
  const begin = ({start}: YamlNode, {end}: YamlNode): void => {
    const line = lineStart(text, start)
    ends.set(line, Math.max(ends.get(line) ?? 0, end))
  }
  const walk = (node: YamlNode): void => {
    if (node.kind === 'scalar') scalars.push(node)
    for (const {key, value} of node.kind === 'map' ? node.entries : []) {
      begin(key, value)
      walk(value)
    }
    for (const item of node.kind === 'list' ? node.items : []) {
      begin(item, item)
      walk(item)
    }
  }
  if (root !== undefined) walk(root)
  return {ends, isInScalar: offset => meets(scalars, offset, offset + 1)}
}
