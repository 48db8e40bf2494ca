import type {Places} from './spec/load.ts'
import {safeText} from './findings/secret-key.ts'
import {describeField} from './spec/describe.ts'
import {isReference, isSecretField} from './spec/secret-field.ts'
import {lineText, placeOf} from './findings/place.ts'
import {nearestWord} from './findings/nearest-word.ts'
import {dotted, pointer, steps} from './spec/pointer.ts'
import {hiddenSource} from './spec/without-secrets.ts'
import type {TracedLine} from './targets/trace.ts'

/** A spec with all of its defaults, and where it was written. */
interface Explained {
  readonly places: Places
  readonly resolved: unknown
}

/** The lines that come from a part of the spec, or from something inside it. */
export const linesFrom = (lines: readonly TracedLine[], path: string): readonly TracedLine[] =>
  lines.filter(({origins}) => origins.some(origin => origin === path || origin.startsWith(`${path}/`)))

/** From how many neighbours of one origin on they are told as a range. */
const LEAST_RANGE = 6

/**
 * Lines as they are told: `lb1/haproxy.cfg:37: server web1`; many neighbours that come from the same as a range,
 * `ts1/realserver.sh:12-380`. What between them comes from nothing, such as a blank line, parts no neighbours.
 */
export function formatLines(lines: readonly TracedLine[], all: readonly TracedLine[]): string {
  const places = new Map(all.map((line, index) => [line, index]))
  const isNear = (last: TracedLine, next: TracedLine): boolean =>
    last.path === next.path &&
    last.origins.join('\n') === next.origins.join('\n') &&
    all.slice((places.get(last) ?? 0) + 1, places.get(next)).every(({origins}) => origins.length === 0)
  const runs: TracedLine[][] = []
  for (const line of lines) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run !== undefined && last !== undefined && isNear(last, line)) run.push(line)
    else runs.push([line])
  }
  return runs.map(formatRun).join('')
}

function formatRun(run: readonly TracedLine[]): string {
  const [first, last] = [run[0], run.at(-1)]
  if (run.length < LEAST_RANGE || first === undefined || last === undefined)
    return run.map(({path, line, text}) => `${path}:${line}: ${safeText(text.trim())}\n`).join('')
  return `${first.path}:${first.line}-${last.line}: ${safeText(first.text.trim())} ...\n`
}

/** What a part of a service that says nothing itself becomes by way of `defaults`; undefined where no line comes from that either. */
export function explainInherited(all: readonly TracedLine[], path: string, understood: Explained): string | undefined {
  const [first, service, ...rest] = steps(path)
  if (first !== 'services' || service === undefined || rest.length === 0) return undefined
  const source = pointer('', 'defaults', ...rest)
  const own = pointer('', 'services', service)
  if (missingPart(understood.resolved, own) !== undefined) return undefined
  const isOthers = (origin: string): boolean => origin.startsWith('/services/') && origin !== own && !origin.startsWith(`${own}/`)
  const lines = linesFrom(all, source).filter(({origins}) => !origins.some(isOthers))
  if (lines.length === 0) return undefined
  return `${dotted(path)} is taken from ${dotted(source)}:\n  ${explainOrigin(source, understood)}\n${formatLines(lines, all)}`
}

/** `services.cifs.listen[0]` as a JSON Pointer, `/services/cifs/listen/0`. A pointer stays as it is. */
export function parseDotted(text: string): string {
  if (text.startsWith('/')) return text
  const parts = text.matchAll(/\["(?<quoted>[^"]*)"\]|\[(?<index>\d+)\]|(?<word>[^.[\]]+)/g)
  return pointer('', ...[...parts].map(({groups}) => groups?.['quoted'] ?? groups?.['index'] ?? groups?.['word'] ?? ''))
}

/** Where an origin was written, with the spec's own line; or that it is a default, and where one writes it. */
export function explainOrigin(origin: string, {places, resolved}: Explained): string {
  const {source, span, written} = places.find(origin)
  const place = placeOf({source, span})
  if (written && place !== undefined)
    return `${source.file}:${place.line}:${place.column}: ${dotted(origin) || 'the spec'}\n    ${lineText(hiddenSource(source), place.line).trim()}`
  const [first] = steps(origin)
  const elsewhere = first === 'defaults' ? ', or on the service itself' : ''
  const value = valueAt(resolved, origin)
  const known = value === undefined ? '' : `, ${value}`
  return `default of ${dotted(origin)}${known}: nobody wrote it. Write it there${elsewhere} to change it.`
}

/** What a part of the spec is that no line of any file comes from: where it was written, or its default, and what it means. */
export function explainField(path: string, understood: Explained): string | undefined {
  const described = describeField(steps(path), understood.resolved)
  if (described === undefined) return undefined
  const value = valueAt(understood.resolved, path)
  return [
    `${dotted(path)}${value === undefined ? '' : `: ${value}`}`,
    `  ${explainOrigin(path, understood)}`,
    `  ${described.description}${described.usual === undefined ? '' : ` Default: ${shown(described.usual) ?? JSON.stringify(described.usual)}.`}`,
    '  No line of any file comes from it alone.',
    '',
  ].join('\n')
}

/** A scalar of the spec with its defaults, as one writes it; undefined for what is none, and for secrets. */
function valueAt(resolved: unknown, path: string): string | undefined {
  if (isSecretField(steps(path)) && !isReference(steps(path))) return undefined
  const value = steps(path).reduce<unknown>(
    (part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined),
    resolved,
  )
  const text = shown(value ?? describeField(steps(path), resolved)?.usual)
  return text && safeText(text)
}

const shown = (value: unknown): string | undefined =>
  typeof value === 'object' || value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value)

/** What to say of a pointer that leads to nothing in a spec with its defaults; undefined when it leads to something. */
export function missingPart(spec: unknown, path: string): string | undefined {
  let part = spec
  const all = steps(path)
  for (const [index, step] of all.entries()) {
    const known = typeof part === 'object' && part !== null ? Object.keys(part) : []
    if (!known.includes(step)) {
      const near = nearestWord(step, known)
      const meant = near === undefined ? '' : ` Did you mean ${dotted(pointer('', ...all.slice(0, index), near))}?`
      return `${dotted(pointer('', ...all.slice(0, index + 1)))} is not a part of the spec.${meant}`
    }
    part = Reflect.get(Object(part), step)
  }
  return undefined
}
