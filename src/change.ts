import {type Compiled, type Tools, compile} from './compile.ts'
import type {Edited} from './edit/spec-text.ts'
import {type Report, type Source, isError} from './findings/finding.ts'

/** What a wanted change does to the files of a spec; undefined, reported, when it cannot be made. */
export type Change = (sources: readonly Source[], report: Report) => readonly Edited[] | undefined

/**
 * The files that a change rewrites, with their new texts. The changed spec is compiled before anybody writes it: what is
 * wrong only after the change is the change's fault, and refuses it. A spec that was wrong before may be changed, for
 * the change may be what mends it, as long as it adds no error.
 */
export function changeSpec(sources: readonly Source[], change: Change, tools: Tools, report: Report): readonly Edited[] | undefined {
  const edited = change(sources, report)
  if (edited === undefined) return undefined
  const after = compile(
    sources.map(source => ({...source, text: edited.find(one => one.source === source)?.text ?? source.text})),
    tools,
  )
  if (!after.findings.some(isError)) return edited
  const known = new Set(compile(sources, tools).findings.filter(isError).map(signature))
  const added = after.findings.filter(finding => isError(finding) && !known.has(signature(finding)))
  added.forEach(report)
  return added.length === 0 ? edited : undefined
}

/** What makes two findings the same although lines have moved between them. */
const signature = ({code, message, path}: Compiled['findings'][number]): string => `${code} ${path ?? ''} ${message}`
