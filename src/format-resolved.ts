import {type Tools, type Understood, compile, standInSecrets} from './compile.ts'
import {isError} from './findings/finding.ts'
import {steps} from './spec/pointer.ts'
import {formatSpec} from './spec/print.ts'

/**
 * A spec with its defaults as text that compiles to the same. Left out is what would be refused if somebody had written it,
 * such as what HAProxy's release lacks and nobody asked for: it is filled in anew then.
 */
export function formatResolved(
  {resolved, places}: Pick<Understood, 'resolved' | 'places'>,
  tools: Pick<Tools, 'targets' | 'print'>,
): string {
  let spec: object = resolved
  for (;;) {
    const text = formatSpec(spec)
    const {findings} = compile([{file: 'cluster.yaml', text}], {...tools, secrets: standInSecrets})
    const refused = findings.flatMap(finding => (isError(finding) && finding.path !== undefined ? [finding.path] : []))
    const rest = refused.filter(path => !places.find(path).written).reduce((whole, path) => without(whole, steps(path)), spec)
    if (formatSpec(rest) === text) return text
    spec = rest
  }
}

/** A copy of a map or list without the part at some steps; itself where there is none. */
function without(whole: object, [step, ...further]: readonly string[]): object {
  const part: unknown = step === undefined ? undefined : Reflect.get(whole, step)
  if (step === undefined || part === undefined) return whole
  const left = further.length > 0 && typeof part === 'object' && part !== null ? without(part, further) : undefined
  if (further.length > 0 && left === undefined) return whole
  if (Array.isArray(whole))
    return whole.map((item: unknown, index) => (String(index) === step ? left : item)).filter(item => item !== undefined)
  return Object.fromEntries(
    Object.entries(whole).flatMap(([key, value]) => (key !== step ? [[key, value]] : left === undefined ? [] : [[key, left]])),
  )
}
