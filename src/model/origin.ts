import type {Report} from '../findings/finding.ts'
import {shorten} from '../findings/shorten.ts'
import type {LongSpec} from '../spec/long.ts'
import {pointer} from '../spec/pointer.ts'
import type {Origin, OriginOf, Sourced} from './sourced.ts'
import {MAX_DURATION, parseDuration} from './duration.ts'
import {type Host, parseHost} from './endpoint.ts'
import {kinds} from './kinds.ts'
import type {Milliseconds} from './values.ts'

export const sourced = <T>(value: T, origin: Origin): Sourced<T> => ({value, origin})

/** A field of a map, whose name the schema knows, with its origin; undefined when it is absent. */
export function field<T extends object, K extends keyof T & string>(
  fields: T,
  key: K,
  base: Origin,
): Sourced<NonNullable<T[K]>> | undefined {
  const value = fields[key]
  return value === undefined || value === null ? undefined : {value, origin: `${base}/${key}`}
}

/** Whether a value was written under `defaults`, or by nobody: not on the service itself. */
export const isDefault = (origin: Origin): boolean => origin.startsWith('/defaults/')

/** Whether the steps lead to something in a value: what was written, before any default. */
export function has(value: unknown, ...steps: readonly string[]): boolean {
  let part: unknown = value
  for (const step of steps) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, step)) return false
    part = Reflect.get(part, step)
  }
  return true
}

/** A duration in milliseconds; reports LB113 when no engine holds so long a one. */
export function duration(text: Sourced<string>, report: Report): Sourced<Milliseconds> {
  const value = parseDuration(text.value)
  if (value > MAX_DURATION) {
    report({
      ...kinds.tooLong,
      message: `\`${text.value}\` is longer than any engine can count.`,
      hint: 'Write at most `24d`.',
      path: text.origin,
    })
  }
  return {value, origin: text.origin}
}

/** An address of a load balancer's own; reports LB106 for a name too, which an engine would have to look up before it starts. */
export function ownAddress(text: string, origin: Origin, report: Report): Sourced<Host> {
  const found = host(text, origin, report)
  if (found.value.kind === 'name' && parseHost(text) !== undefined) {
    report({
      ...kinds.wrongAddress,
      message: `Connections come from an IP address; \`${shorten(text)}\` is a host name.`,
      hint: 'Write the address itself.',
      path: origin,
    })
  }
  return found
}

/** A host; reports LB106, and stands for itself as a name, when the text is none. */
export function host(text: string, origin: Origin, report: Report): Sourced<Host> {
  const value = parseHost(text)
  if (value === undefined) {
    const hint = /^\[.*\]$/.test(text)
      ? 'Leave the brackets out here.'
      : /[:/]/.test(text) && !/^[0-9a-f:]+$/i.test(text)
        ? 'Leave port, prefix length and scheme out here: the address alone.'
        : 'Write an IPv4 address such as `192.168.1.21`, an IPv6 address, or a host name.'
    report({
      ...kinds.wrongAddress,
      message: `\`${shorten(text)}\` is neither an IP address nor a host name.`,
      hint,
      path: origin,
    })
  }
  return {value: value ?? {kind: 'name', text}, origin}
}

/** Where the fields of a service were written. */
export const originsIn =
  ({services}: LongSpec, name: string): OriginOf =>
  (...steps) =>
    pointer(has(services?.[name], ...steps) ? pointer('/services', name) : '/defaults', ...steps)
