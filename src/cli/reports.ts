import {isAbsolute, relative, resolve} from 'node:path'
import {createText} from '../effects/create.ts'
import {hashOf} from '../effects/manifest.ts'
import codes from '../findings/codes.gen.js'
import type {Finding, Report} from '../findings/finding.ts'
import {formatPretty, formatSummary, plain} from '../findings/format.ts'
import {formatGithub} from '../findings/github.ts'
import {formatGitlab} from '../findings/gitlab.ts'
import {formatJson} from '../findings/json.ts'
import {formatJunit} from '../findings/junit.ts'
import type {About, Reporting} from '../findings/reporting.ts'
import {formatSarif} from '../findings/sarif.ts'
import pages from '../rules/pages.ts'
import {aboutCode} from './codes.ts'
import type {Format, Output} from './report-flags.ts'

/** What is told of a run besides its findings. */
type Run = Pick<Reporting, 'version' | 'strict' | 'specs' | 'suppressed'> & {
  /** The folder below which files are named relative to it: that of the repository, where it is known. */
  readonly root: string
}

/** Findings in a format. */
export function formatReport(format: Format, findings: readonly Finding[], run: Run): string {
  const reporting: Reporting = {...run, digest: text => hashOf([text]), about, nameOf: file => nameIn(run.root, file)}
  switch (format) {
    case 'pretty':
      return findings.length === 0 ? '' : `${formatPretty(findings, plain, {most: Infinity})}\n${formatSummary(findings)}.\n`
    case 'json':
      return formatJson(findings)
    case 'github':
      return formatGithub(findings, reporting)
    case 'gitlab':
      return formatGitlab(findings, reporting)
    case 'junit':
      return formatJunit(findings, reporting)
    case 'sarif':
      return formatSarif(findings, reporting)
  }
}

/** Writes findings to files, each whole or not at all. Reports what createText does. */
export function writeReports(outputs: readonly Output[], findings: readonly Finding[], run: Run, report: Report): void {
  for (const {format, file} of outputs) createText(file, formatReport(format, findings, run), {force: true, keepsSpecs: true}, report)
}

/** A file by its path below a folder, with slashes; as it was given where it is elsewhere, or is standard input. */
export function nameIn(root: string, file: string): string {
  const path = file === '-' ? file : relative(root, resolve(file))
  return (isAbsolute(path) || /^\.\.(?:[\\/]|$)/.test(path) ? file : path).replaceAll('\\', '/')
}

function about({code, rule: name}: Finding): About {
  const rule = pages.rules.find(one => one.code === code)
  if (rule !== undefined) {
    const {summary, see, family, severity} = rule
    return {summary, help: pages.page(rule), see, family, severity}
  }
  const {severity, summary = name} = codes().find(one => one.code === code) ?? {}
  return {summary, help: aboutCode(code) ?? summary, ...(severity && {severity})}
}
