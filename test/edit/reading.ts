import type {Edited} from '../../src/edit/spec-text.ts'
import type {Finding, Report, Source} from '../../src/findings/finding.ts'

/** The texts of a spec as its sources; the last is the spec itself, the others are included. */
export const sourcesOf = (...texts: readonly string[]): readonly Source[] => texts.map((text, index) => ({file: `${index + 1}.yaml`, text}))

interface Outcome {
  readonly edited: readonly Edited[] | undefined
  readonly findings: readonly Finding[]
  /** Each finding in one line: code, message, and the text that it marks. */
  readonly lines: readonly string[]
}

/** What an edit gives and reports. */
export function run(edit: (report: Report) => readonly Edited[] | undefined): Outcome {
  const findings: Finding[] = []
  const edited = edit(finding => void findings.push(finding))
  const lines = findings.map(
    ({code, message, source, span}) => `${code} ${message}${source && span ? ` @${source.text.slice(span.start, span.end)}` : ''}`,
  )
  return {edited, findings, lines}
}
