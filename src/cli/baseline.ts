import {dirname, relative, resolve} from 'node:path'
import {createText} from '../effects/create.ts'
import {faults} from '../effects/faults.ts'
import {readBytes} from '../effects/files.ts'
import {hashOf} from '../effects/manifest.ts'
import {type KnownFinding, compareWithBaseline, formatBaseline, parseBaseline} from '../findings/baseline.ts'
import type {Finding, Report} from '../findings/finding.ts'
import type {Suppressed} from '../findings/suppressed.ts'
import {knownRules} from '../findings/known-rules.ts'

/**
 * Reports what a baseline does not know of the findings, all of them when it cannot be read, and gives the rest. `files` are
 * those that were looked at: of others nobody knows what is gone. Reports LB936, LB937 and what readBytes does, too.
 */
export function withoutKnown(
  baseline: string,
  findings: readonly Finding[],
  files: readonly string[],
  report: Report,
): readonly Suppressed[] {
  const known = readBaseline(baseline, report)
  if (known === undefined) {
    findings.forEach(report)
    return []
  }
  const naming = namingFor(baseline)
  const rules = knownRules()
  const {fresh, gone} = compareWithBaseline(findings, known, naming, rules)
  const seen = new Set(files.map(naming.nameOf))
  // An error keeps lbgen from looking for the rest.
  if (!findings.some(rules.isFixed)) for (const one of gone) if (seen.has(one.file)) report(goneFinding(one, baseline))
  fresh.forEach(report)
  const isFresh = new Set(fresh)
  return findings
    .filter(finding => !isFresh.has(finding))
    .map(finding => ({finding, kind: 'external', why: `The baseline ${naming.nameOf(baseline)} knows it.`}))
}

/** Whether no baseline is written of the findings: an error that nothing can be rendered with keeps lbgen from looking for the rest. */
export const isWithheld = (findings: readonly Finding[]): boolean => findings.some(knownRules().isFixed)

/** Writes a baseline of the findings; whether it is there. */
export function writeBaseline(baseline: string, findings: readonly Finding[], report: Report): boolean {
  return createText(baseline, formatBaseline(findings, namingFor(baseline)), {force: true, keepsSpecs: true}, report)
}

/** Files by their path from the folder of the baseline, so that it holds wherever lbgen is run. */
const namingFor = (baseline: string): {readonly nameOf: (file: string) => string; readonly digest: (text: string) => string} => ({
  nameOf: file => (file === '-' ? file : relative(dirname(resolve(baseline)), resolve(file)).replaceAll('\\', '/')),
  digest: text => hashOf([text]),
})

function readBaseline(file: string, report: Report): readonly KnownFinding[] | undefined {
  const bytes = readBytes(file, report)
  if (bytes === undefined) return undefined
  const known = parseBaseline(Buffer.from(bytes).toString('utf8'))
  if (known !== undefined) return known
  const hint = 'Write it anew with `--write-baseline`.'
  report({...faults.brokenBaseline, message: `\`${file}\` is no baseline of lbgen.`, hint, source: {file, text: ''}})
  return undefined
}

const goneFinding = ({code, rule, file, path, message}: KnownFinding, baseline: string): Finding => ({
  ...faults.goneFromBaseline,
  message: `${code} \`${rule}\`${path ? ` at \`${path}\`` : ''} of \`${file}\` is no longer found: ${message}`,
  hint: 'Take it out of the baseline: write that anew with `--write-baseline`.',
  source: {file: baseline, text: ''},
})
