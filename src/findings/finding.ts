/** A text that was read, under the name by which the user knows it: the path as given, or `-` for standard input. */
export interface Source {
  readonly file: string
  readonly text: string
}

/** Offsets in UTF-16 units into a source's text, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Severity = 'error' | 'warning' | 'hint'

/** What kind of fault a finding names. Each kind has its own code; none is ever used for another kind. */
export interface FindingKind {
  /** Stable, documented, never reused: `LB` and three digits. */
  readonly code: `LB${number}`
  /** Its readable name, kebab-case: `unknown-node`. */
  readonly rule: string
  readonly severity: Severity
}

/** A row of a table of kinds. */
export const kind = (code: FindingKind['code'], rule: string, severity: Severity = 'error'): FindingKind => ({code, rule, severity})

export interface Finding extends FindingKind {
  /** What is wrong, in one sentence that names the thing. */
  readonly message: string
  /** What to do about it, as an instruction. */
  readonly hint?: string
  /** JSON Pointer into the spec. The place in the text is worked out from it, once, when there is something to say. */
  readonly path?: string
  /** The named part that the finding is about: the place to show where nobody wrote what `path` leads to. */
  readonly owner?: string
  /** Whether the finding is about the key at `path` rather than its value. */
  readonly part?: 'key' | 'value'
  readonly source?: Source
  readonly span?: Span
  /** The file that it is about where it points into no text: one that was rendered, or the spec that was looked at. */
  readonly about?: string
  /** The manual section that proves it. */
  readonly see?: string
}

export type Report = (finding: Finding) => void

export const isError = (finding: Finding): boolean => finding.severity === 'error'

/** What makes two findings at one place the same. */
export const identityOf = ({code, message, source, span}: Finding): string =>
  [source?.file, span?.start, span?.end, code, message].join('\n')

/** A finding that is about a file, unless it says already what it is about. */
export const aboutFile = (finding: Finding, file: string): Finding =>
  finding.source === undefined && finding.about === undefined ? {...finding, about: file} : finding

/** Hands on what is reported, and each thing once: several specs may share a file, and the machine. */
export function onceEach(report: Report): Report {
  const said = new Set<string>()
  return finding => {
    const identity = identityOf(finding)
    if (!said.has(identity)) report(finding)
    said.add(identity)
  }
}

/** Hands on what is reported, and remembers whether an error was among it. */
export function watchErrors(report: Report): {readonly note: Report; readonly hasErrors: () => boolean} {
  let found = false
  return {
    note: finding => {
      found ||= isError(finding)
      report(finding)
    },
    hasErrors: () => found,
  }
}
