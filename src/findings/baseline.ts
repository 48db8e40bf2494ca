import type {Finding} from './finding.ts'
import {fingerprinted} from './fingerprint.ts'
import type {KnownRules} from './known-rules.ts'
import type {Reporting} from './reporting.ts'

/** A finding that somebody knows of, as a baseline keeps it. */
export interface KnownFinding {
  readonly fingerprint: string
  readonly code: string
  readonly rule: string
  /** The file by its path from the folder of the baseline. */
  readonly file: string
  readonly path?: string
  readonly message: string
}

type Naming = Pick<Reporting, 'nameOf' | 'digest'>

/** What tells that a JSON document is a baseline, and of which form. */
const HEAD = {baseline: 'lbgen', version: 1}

/** A baseline of findings as text: in a stable order, one line a fact, for reviewers. */
export function formatBaseline(findings: readonly Finding[], naming: Naming): string {
  const known = fingerprinted(findings, naming.nameOf).map(([finding, fingerprint]) => knownFinding(finding, fingerprint, naming))
  return `${JSON.stringify({...HEAD, findings: known}, null, 2)}\n`
}

const knownFinding = ({code, rule, source, path, message}: Finding, fingerprint: string, {nameOf, digest}: Naming): KnownFinding => ({
  fingerprint: digest(fingerprint),
  code,
  rule,
  file: source === undefined ? '' : nameOf(source.file),
  ...(path !== undefined && {path}),
  message,
})

/** The findings that a baseline knows; undefined for a text that is none. */
export function parseBaseline(text: string): readonly KnownFinding[] | undefined {
  const document = parsed(text)
  if (typeof document !== 'object' || document === null || !('findings' in document) || !('version' in document)) return undefined
  const {version, findings} = document
  return version === HEAD.version && Array.isArray(findings) && findings.every(isKnownFinding) ? findings : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isKnownFinding = (value: unknown): value is KnownFinding =>
  typeof value === 'object' &&
  value !== null &&
  ['fingerprint', 'code', 'rule', 'file', 'message'].every(key => typeof Reflect.get(value, key) === 'string')

export interface Compared {
  /** What the baseline does not know. */
  readonly fresh: readonly Finding[]
  /** What the baseline knows, and nobody found. */
  readonly gone: readonly KnownFinding[]
}

/** Holds findings against a baseline. Errors that nothing can be rendered with are always new. */
export function compareWithBaseline(
  findings: readonly Finding[],
  known: readonly KnownFinding[],
  naming: Naming,
  rules: KnownRules,
): Compared {
  const left = new Map(known.map(one => [one.fingerprint, one]))
  const fresh = fingerprinted(findings, naming.nameOf).flatMap(([finding, fingerprint]) => {
    const isKnown = !rules.isFixed(finding) && left.delete(naming.digest(fingerprint))
    return isKnown ? [] : [finding]
  })
  return {fresh, gone: [...left.values()]}
}
