import {type Finding, isError} from './finding.ts'
import {inOrder, locationOf, placeOf} from './place.ts'
import {type Reporting, textOf} from './reporting.ts'

/**
 * Findings as JUnit's XML: a suite for each file, a test for each finding, and one that passes for each spec with which
 * nothing is wrong. What fails the command fails its test; the rest is said in a test that passes.
 */
export function formatJunit(findings: readonly Finding[], {specs, strict}: Pick<Reporting, 'specs' | 'strict'>): string {
  const isFailure = (finding: Finding): boolean => isError(finding) || (strict && finding.severity === 'warning')
  const files = new Map<string, Finding[]>(specs.map(spec => [spec, []]))
  for (const finding of inOrder(findings)) {
    const {file = 'lbgen'} = locationOf(finding, specs)
    files.set(file, [...(files.get(file) ?? []), finding])
  }
  const suites = [...files].map(([file, all]) => suite(file, all, isFailure))
  const tests = [...files.values()].reduce((sum, all) => sum + Math.max(1, all.length), 0)
  const failures = findings.filter(isFailure).length
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({name: 'lbgen', tests, failures})}>\n${suites.join('')}</testsuites>\n`
}

type IsFailure = (finding: Finding) => boolean

function suite(file: string, findings: readonly Finding[], isFailure: IsFailure): string {
  const counted = {name: file, tests: Math.max(1, findings.length), failures: findings.filter(isFailure).length}
  const cases = findings.map(finding => testCase(file, finding, isFailure(finding)))
  const passed = `    <testcase${attributes({classname: file, name: 'nothing is wrong'})}/>\n`
  return `  <testsuite${attributes(counted)}>\n${cases.length === 0 ? passed : cases.join('')}  </testsuite>\n`
}

function testCase(file: string, finding: Finding, fails: boolean): string {
  const {code, rule, severity, message} = finding
  const {line, column} = placeOf(finding) ?? {}
  const where = line === undefined ? '' : `${file}:${line}:${column}: `
  const head = `    <testcase${attributes({classname: file, name: `${code} ${rule}${line === undefined ? '' : ` ${line}:${column}`}`, file, line})}>`
  const text = escape(`${where}${severity}: ${textOf(finding)}`)
  const body = fails ? `<failure${attributes({type: severity, message})}>${text}</failure>` : `<system-out>${text}</system-out>`
  return `${head}\n      ${body}\n    </testcase>\n`
}

const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('')

// What XML 1.0 cannot hold, not even escaped.
const unspeakable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const escape = (text: string): string =>
  text.replaceAll(unspeakable, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
