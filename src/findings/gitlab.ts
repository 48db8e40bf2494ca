import type {Finding, Severity} from './finding.ts'
import {fingerprinted} from './fingerprint.ts'
import {placeOf} from './place.ts'
import {type Reporting, textOf} from './reporting.ts'

const severities: Readonly<Record<Severity, string>> = {error: 'critical', warning: 'major', hint: 'info'}

/**
 * Findings as a code quality report of GitLab, which wants a file and a line for each: what is about no text is put at the
 * beginning of the spec. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function formatGitlab(
  findings: readonly Finding[],
  {nameOf, digest, specs}: Pick<Reporting, 'nameOf' | 'digest' | 'specs'>,
): string {
  const document = fingerprinted(findings, nameOf).map(([finding, fingerprint]) => {
    const {code, rule, severity, source} = finding
    const {line: begin = 1, endLine: end = 1} = placeOf(finding) ?? {}
    return {
      description: textOf(finding),
      check_name: `${code} ${rule}`,
      fingerprint: digest(fingerprint),
      severity: severities[severity],
      location: {path: nameOf(source?.file ?? specs[0] ?? '-'), lines: {begin, end}},
    }
  })
  return `${JSON.stringify(document, null, 2)}\n`
}
