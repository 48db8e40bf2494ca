import type {Finding, Severity} from './finding.ts'
import {inOrder, placeOf} from './place.ts'
import {type Reporting, textOf} from './reporting.ts'

const commands: Readonly<Record<Severity, string>> = {error: 'error', warning: 'warning', hint: 'notice'}

/**
 * Findings as workflow commands of GitHub Actions, of which the runner makes annotations at the lines of a pull request:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export const formatGithub = (findings: readonly Finding[], {nameOf}: Pick<Reporting, 'nameOf'>): string =>
  inOrder(findings)
    .map(finding => `::${commands[finding.severity]} ${properties(finding, nameOf)}::${escapeData(textOf(finding))}\n`)
    .join('')

function properties(finding: Finding, nameOf: Reporting['nameOf']): string {
  const {code, rule, source} = finding
  const place = placeOf(finding)
  // The runner throws columns away, with a warning, where they are of different lines.
  const isOneLine = place !== undefined && place.line === place.endLine
  const all = {
    ...(source && {file: nameOf(source.file)}),
    ...(place && {line: place.line, endLine: place.endLine}),
    ...(isOneLine && {col: place.column, endColumn: place.endColumn}),
    title: `${code} ${rule}`,
  }
  return Object.entries(all)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',')
}

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
