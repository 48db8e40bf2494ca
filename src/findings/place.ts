import type {Finding, Source} from './finding.ts'

/** 1-based lines and columns; columns count UTF-16 units, as editors do. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

const lineStarts = new WeakMap<Source, readonly number[]>()

/** The place that a finding points at; undefined when it is about no file's text. */
export function placeOf({source, span}: Pick<Finding, 'source' | 'span'>): Place | undefined {
  if (source === undefined || span === undefined) return undefined
  const starts = startsIn(source)
  const from = lineAt(starts, span.start)
  const to = lineAt(starts, span.end)
  // A byte order mark is no column.
  const shift = (line: number): number => (line === 1 && source.text.startsWith('\ufeff') ? 1 : 0)
  return {
    line: from.line,
    column: Math.max(1, from.column - shift(from.line)),
    endLine: to.line,
    endColumn: Math.max(1, to.column - shift(to.line)),
  }
}

/** Where programs show a finding. */
export interface Location extends Pick<Place, 'line' | 'endLine'> {
  /** Undefined where there was no file to look at. */
  readonly file: string | undefined
  /** Undefined where it points into no text. */
  readonly columns?: Pick<Place, 'column' | 'endColumn'>
}

/**
 * Where programs show a finding, many of which want a file and a line of each: what points into no text stands at the first
 * line of the file that it is about, or else of the first spec.
 */
export function locationOf(finding: Finding, specs: readonly string[]): Location {
  const place = placeOf(finding)
  const file = finding.source?.file ?? finding.about ?? specs[0]
  if (place === undefined) return {file, line: 1, endLine: 1}
  const {line, endLine, column, endColumn} = place
  return {file, line, endLine, columns: {column, endColumn}}
}

/** The text of a 1-based line, without its line end. */
export function lineText(source: Source, line: number): string {
  const starts = startsIn(source)
  return source.text
    .slice(starts[line - 1] ?? 0, starts[line] ?? source.text.length)
    .replace(/\r?\n$/, '')
    .replace(/^\ufeff/, '')
}

/** Where the lines of a source begin, worked out once. */
function startsIn(source: Source): readonly number[] {
  const starts = lineStarts.get(source) ?? startsOf(source.text)
  lineStarts.set(source, starts)
  return starts
}

function startsOf(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lineAt(starts: readonly number[], offset: number): {readonly line: number; readonly column: number} {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return {line: low + 1, column: offset - (starts[low] ?? 0) + 1}
}

/** Findings in a stable order: file, line, column, code. Those without a place come last. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const placed = findings.map(finding => ({finding, at: rankOf(finding)}))
  placed.sort(
    ({at: a}, {at: b}) =>
      byCodeUnits(a.file, b.file) || byCodeUnits(a.line, b.line) || byCodeUnits(a.column, b.column) || byCodeUnits(a.code, b.code),
  )
  return placed.map(({finding}) => finding)
}

/** What the order of a finding goes by. */
function rankOf(finding: Finding) {
  const {line = Infinity, column = 0} = placeOf(finding) ?? {}
  return {file: finding.source?.file ?? '\uffff', line, column, code: finding.code}
}

/** The same everywhere, and without the tables of collation, which take long to load. */
const byCodeUnits = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
