import type {Places} from './spec/load.ts'
import {isSecretKey} from './findings/secret-key.ts'
import {describeField} from './spec/describe.ts'
import {placeOf} from './findings/place.ts'
import {nearestWord} from './findings/nearest-word.ts'
import {safeLine} from './findings/safe-line.ts'
import {dotted, pointer, steps} from './spec/pointer.ts'
import type {TracedLine} from './targets/trace.ts'

/** A spec with all of its defaults, and where it was written. */
interface Explained {
  readonly places: Places
  readonly resolved: unknown
}

/** The lines that come from a part of the spec, or from something inside it. */
export const linesFrom = (lines: readonly TracedLine[], path: string): readonly TracedLine[] =>
  lines.filter(({origins}) => origins.some(origin => origin === path || origin.startsWith(`${path}/`)))

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
    return `${source.file}:${place.line}:${place.column}: ${dotted(origin) || 'the spec'}\n    ${safeLine(source, place.line).trim()}`
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
    `  ${described.description}${described.usual === undefined ? '' : ` Default: ${shown(described.usual)}.`}`,
    '  No line of any file comes from it alone.',
    '',
  ].join('\n')
}

/** A scalar of the spec with its defaults, as one writes it; undefined for what is none, and for secrets. */
function valueAt(resolved: unknown, path: string): string | undefined {
  if (steps(path).some(isSecretKey)) return undefined
  const value = steps(path).reduce<unknown>(
    (part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined),
    resolved,
  )
  return shown(value ?? describeField(steps(path), resolved)?.usual)
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
