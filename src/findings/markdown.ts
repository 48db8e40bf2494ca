import type {Finding} from './finding.ts'
import {bySeverity} from './format.ts'
import {inOrder, placeOf} from './place.ts'

/** How many findings a comment shows before the rest is counted. */
const MOST_SHOWN = 20

/** Findings as a list in Markdown, the gravest first: the first 20, then a count. Nothing that a spec says is markup in it. */
export function formatMarkdown(findings: readonly Finding[], most = MOST_SHOWN): string {
  const ordered = bySeverity(inOrder(findings))
  const rest = ordered.length - most
  return [...ordered.slice(0, most).map(item), ...(rest > 0 ? [`- … and ${rest} more\n`] : [])].join('')
}

function item(finding: Finding): string {
  const {code, rule, severity, message, source} = finding
  const place = placeOf(finding)
  const where = source === undefined ? '' : `, ${inCode(`${source.file}${place === undefined ? '' : `:${place.line}:${place.column}`}`)}`
  return `- **${severity}** ${code} ${rule}${where}: ${escape(message)}\n`
}

const inCode = (text: string): string => `\`${inLine(text).replaceAll('`', "'")}\``

/** Between two backticks nothing is markup, wherever else everything may be; an `@` would call somebody. */
const escape = (text: string): string =>
  inLine(text)
    .split(/((?<!`)`[^`]+`(?!`))/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\`<>*_~|#[\]&]/g, String.raw`\$&`).replaceAll('@', '@\u200B')))
    .join('')

/** A text that keeps to its line. */
const inLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
