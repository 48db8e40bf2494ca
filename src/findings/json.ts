import type {Finding} from './finding.ts'
import {type Summary, summarise} from './format.ts'
import {inOrder, placeOf} from './place.ts'

/** One finding as a program reads it. A finding about no text has no line. */
interface JsonFinding extends Omit<Finding, 'source' | 'span' | 'part' | 'owner'> {
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly endLine?: number
  readonly endColumn?: number
}

/** All findings as one JSON document. */
export function formatJson(findings: readonly Finding[]): string {
  const document: {findings: readonly JsonFinding[]; summary: Summary} = {
    findings: inOrder(findings).map(jsonFinding),
    summary: summarise(findings),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function jsonFinding(finding: Finding): JsonFinding {
  const {code, rule, severity, message, hint, path, see, source} = finding
  return {
    code,
    rule,
    severity,
    message,
    ...(hint !== undefined && {hint}),
    ...(source !== undefined && {file: source.file}),
    ...placeOf(finding),
    ...(path !== undefined && {path}),
    ...(see !== undefined && {see}),
  }
}
