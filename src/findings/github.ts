import type {Finding, Severity} from './finding.ts'
import {inOrder, locationOf} from './place.ts'
import {type Reporting, textOf} from './reporting.ts'

const commands: Readonly<Record<Severity, string>> = {error: 'error', warning: 'warning', hint: 'notice'}

/**
 * Findings as workflow commands of GitHub Actions, of which the runner makes annotations at the lines of a pull request:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export const formatGithub = (findings: readonly Finding[], {nameOf, specs}: Pick<Reporting, 'nameOf' | 'specs'>): string =>
  inOrder(findings)
    .map(finding => `::${commands[finding.severity]} ${properties(finding, nameOf, specs)}::${escapeData(textOf(finding))}\n`)
    .join('')

function properties(finding: Finding, nameOf: Reporting['nameOf'], specs: Reporting['specs']): string {
  const {code, rule} = finding
  const {file, line, endLine, columns} = locationOf(finding, specs)
  // The runner throws columns away, with a warning, where they are of different lines.
  const isOneLine = columns !== undefined && line === endLine
  const all = {
    ...(file !== undefined && {file: nameOf(file), line, endLine}),
    ...(isOneLine && {col: columns.column, endColumn: columns.endColumn}),
    title: `${code} ${rule}`,
  }
  return Object.entries(all)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',')
}

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
