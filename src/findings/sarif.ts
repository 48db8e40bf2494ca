import {type Finding, type Severity, identityOf} from './finding.ts'
import {fingerprinted} from './fingerprint.ts'
import {locationOf} from './place.ts'
import type {Suppressed} from './suppressed.ts'
import {type About, type Reporting, textOf} from './reporting.ts'

const levels: Readonly<Record<Severity, string>> = {error: 'error', warning: 'warning', hint: 'note'}

/**
 * Findings as SARIF 2.1.0, with what somebody has decided about: either all results say whether that is so, or none does.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif(findings: readonly Finding[], reporting: Omit<Reporting, 'strict'>): string {
  const {version, nameOf, digest, about, specs, suppressed = []} = reporting
  const decided = new Map(apart(suppressed).map(one => [one.finding, one]))
  const all = fingerprinted([...findings, ...decided.keys()], nameOf)
  const kinds = [...new Map(all.map(([finding]) => [finding.code, finding])).values()].sort((a, b) => (a.code < b.code ? -1 : 1))
  const indices = new Map(kinds.map(({code}, index) => [code, index]))
  const driver = {name: 'lbgen', semanticVersion: version, rules: kinds.map(kind => rule(kind, about(kind)))}
  const results = all.map(([finding, fingerprint]) => ({
    ruleId: finding.code,
    ruleIndex: indices.get(finding.code),
    level: levels[finding.severity],
    message: {text: textOf(finding)},
    // One result without a location, and GitHub's code scanning takes none of the file.
    locations: [location(finding, nameOf, specs)],
    partialFingerprints: {'lbgen/v1': digest(fingerprint)},
    ...(decided.size > 0 && {suppressions: suppressionsOf(decided.get(finding))}),
  }))
  const run = {tool: {driver}, columnKind: 'utf16CodeUnits', results}
  return `${JSON.stringify({$schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run]}, null, 2)}\n`
}

const suppressionsOf = (decided: Suppressed | undefined): readonly object[] =>
  decided === undefined ? [] : [{kind: decided.kind, status: 'accepted', justification: decided.why}]

/** Each of what was decided about once: several specs may share a file, and a spec is judged again when engines have checked it. */
const apart = (suppressed: readonly Suppressed[]): readonly Suppressed[] => [
  ...new Map(suppressed.map(one => [identityOf(one.finding), one])).values(),
]

/** What readers of the report are told of a rule; its id is the code, which never changes. */
const rule = ({code, rule: name, severity}: Finding, {summary, help, see, family, severity: usual = severity}: About): object => ({
  id: code,
  name: name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
  shortDescription: {text: summary},
  fullDescription: {text: summary},
  help: {text: help, markdown: help},
  ...(see !== undefined && /^https?:/.test(see) && {helpUri: see}),
  defaultConfiguration: {level: levels[usual]},
  properties: {tags: [name, ...(family === undefined ? [] : [family === 'secure' ? 'security' : family])]},
})

function location(finding: Finding, nameOf: Reporting['nameOf'], specs: Reporting['specs']): object {
  const {file = '-', line: startLine, endLine, columns} = locationOf(finding, specs)
  const artifactLocation = {uri: uriOf(nameOf(file)), ...(isRelative(nameOf(file)) && {uriBaseId: '%SRCROOT%'})}
  const region = columns === undefined ? {startLine} : {startLine, startColumn: columns.column, endLine, endColumn: columns.endColumn}
  return {physicalLocation: {artifactLocation, region}}
}

const isRelative = (file: string): boolean => !file.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(file)

/** A path as a URI: relative to the repository where it can be. A colon in the first step would make a scheme of it. */
function uriOf(file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/')
  if (isRelative(file)) return path
  return `file://${path.startsWith('/') ? '' : '/'}${path}`
}
