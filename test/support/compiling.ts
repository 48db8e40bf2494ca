import {type Compiled, compile, standInSecrets} from '../../src/compile.ts'
import type {Finding, Source} from '../../src/findings/finding.ts'
import {targets} from '../../src/targets/index.ts'
import {print} from '../../src/targets/print.ts'
import type {Artifact} from '../../src/targets/target.ts'

/** Compiles texts as files that count in this order, the last being the spec itself. */
export const compileTexts = (...texts: readonly string[]): Compiled =>
  compileSources(texts.map((text, index) => ({file: index === texts.length - 1 ? 'cluster.yaml' : `part${index + 1}.yaml`, text})))

export const compileSources = (sources: readonly Source[]): Compiled => compile(sources, {targets, print, secrets: standInSecrets})

/** Findings in short: code, and what of the text is pointed at. */
export const shortly = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({code, source, span}) => `${code} ${source && span ? source.text.slice(span.start, span.end) : '?'}`)

/** What is wrong with a spec or cannot be done, without what rules think of it: their codes are LB2xx and LB3xx. */
export const faultsIn = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({code}) => !/^LB[23]/.test(code))

export const fileOf = ({chunks}: Artifact): string => chunks.join('')
