import type {Finding, Severity} from './finding.ts'
import {fingerprinted} from './fingerprint.ts'
import {locationOf} from './place.ts'
import {type Reporting, textOf} from './reporting.ts'

const severities: Readonly<Record<Severity, string>> = {error: 'critical', warning: 'major', hint: 'info'}

/**
 * Findings as a code quality report of GitLab, which wants a file and a line for each:
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function formatGitlab(
  findings: readonly Finding[],
  {nameOf, digest, specs}: Pick<Reporting, 'nameOf' | 'digest' | 'specs'>,
): string {
  const document = fingerprinted(findings, nameOf).map(([finding, fingerprint]) => {
    const {code, rule, severity} = finding
    const {file = '-', line: begin, endLine: end} = locationOf(finding, specs)
    return {
      description: textOf(finding),
      check_name: `${code} ${rule}`,
      fingerprint: digest(fingerprint),
      severity: severities[severity],
      location: {path: nameOf(file), lines: {begin, end}},
    }
  })
  return `${JSON.stringify(document, null, 2)}\n`
}
