import type {Compiled} from '../../../src/compile.ts'
import {type Finding, isError} from '../../../src/findings/finding.ts'
import {placeOf} from '../../../src/findings/place.ts'
import {steps} from '../../../src/spec/pointer.ts'
import {compileTexts} from '../compiling.ts'
import {type Json, type Path, isMap} from '../rich-spec.ts'
import type {Spec} from './spec.ts'

/** What lbgen says of a spec as JSON. */
export const compileSpec = (spec: Json): Compiled => compileTexts(JSON.stringify(spec))

/** What is wrong with a refusal itself: it comes with no finding, with artifacts, without a place, or without a hint. */
export function senseless({findings, artifacts}: Compiled): readonly string[] {
  const errors = findings.filter(isError)
  if (errors.length === 0) return artifacts.length === 0 ? ['refused without a finding'] : []
  return [
    ...(artifacts.length > 0 ? ['rendered although something is wrong'] : []),
    ...findings.flatMap(({code, message, hint = '', ...finding}) => [
      ...(placeOf(finding) === undefined ? [`${code} has no place`] : []),
      ...(/^[^\n\p{Cc}\p{Cs}]+[.?]$/u.test(message) ? [] : [`${code} has no sentence: ${message}`]),
      ...(/^[^\n\p{Cc}]+[.?]$/u.test(hint) ? [] : [`${code} has no hint: ${message} ${hint}`]),
    ]),
  ]
}

/** A spec without what lbgen refuses of it, round by round, and what was senseless on the way; undefined when too little is left. */
export function settle(spec: Spec): {readonly settled: Spec | undefined; readonly faults: readonly string[]} {
  let part: Json = spec
  for (let round = 0; round < 20; round++) {
    const compiled = compileSpec(part)
    const faults = senseless(compiled)
    if (faults.length > 0) return {settled: undefined, faults}
    const errors = compiled.findings.filter(isError)
    if (errors.length === 0) return {settled: isMap(part) ? part : undefined, faults}
    const next = without(part, errors)
    if (next === undefined) return {settled: undefined, faults}
    part = next
  }
  return {settled: undefined, faults: []}
}

/** The spec without the parts that errors are about; the last ones first, so that places in lists stay what they are. */
function without(spec: Json, errors: readonly Finding[]): Json | undefined {
  const paths = errors.map(({path = ''}) => writtenPath(spec, steps(path)))
  if (paths.some(path => path.length === 0)) return undefined
  const unique = [...new Map(paths.map(path => [JSON.stringify(path), path])).values()]
  return unique.toSorted((a, b) => compare(b, a)).reduce(withoutPart, spec)
}

const compare = (a: Path, b: Path): number => {
  const at = a.findIndex((step, index) => step !== b[index])
  const [one, other] = [a[at], b[at]]
  if (one === undefined || other === undefined) return a.length - b.length
  return typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other))
}

/** How far a pointer leads in what was written: an origin may name what a short form means. */
function writtenPath(spec: Json, all: readonly string[]): Path {
  const path: (string | number)[] = []
  let part: Json = spec
  for (const step of all) {
    if (Array.isArray(part)) {
      const inner: Json | undefined = part[Number(step)]
      if (inner === undefined) break
      path.push(Number(step))
      part = inner
    } else {
      const inner: Json | undefined = isMap(part) && Object.hasOwn(part, step) ? part[step] : undefined
      if (inner === undefined) break
      path.push(step)
      part = inner
    }
  }
  return path
}

/** The spec without one of its parts. */
export function withoutPart(spec: Json, [step, ...rest]: Path): Json {
  if (step === undefined) return spec
  if (Array.isArray(spec)) {
    if (rest.length === 0) return spec.filter((_, index) => index !== step)
    return spec.map((item: Json, index) => (index === step ? withoutPart(item, rest) : item))
  }
  if (!isMap(spec)) return spec
  return Object.fromEntries(
    Object.entries(spec).flatMap(([key, part]) =>
      key !== step ? [[key, part]] : rest.length === 0 ? [] : [[key, withoutPart(part, rest)]],
    ),
  )
}
