import {EVENT_ID, SCALAR_STYLE_PLAIN, getScalarValue, type parseEvents} from 'js-yaml'

type Event = ReturnType<typeof parseEvents>[number]
type ScalarEvent = Extract<Event, {type: 4}>

/** Thrown to leave a document to the library, which can construct any. */
const leave = Symbol('not plain')

/**
 * The value of a plain document, in half the time that js-yaml takes: one without anchors, aliases, tags and merge keys,
 * whose plain scalars are words, addresses and decimal numbers. Most specs are. Undefined for every other one, and for one
 * with a fault to report: js-yaml constructs those. Tests hold the two against each other.
 */
export function constructPlain(events: readonly Event[], text: string): {readonly value: unknown} | undefined {
  let at = 1

  const construct = (): unknown => {
    const event = events[at++]
    if (event === undefined || event.type === EVENT_ID.ALIAS || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) throw leave
    if (event.anchorStart >= 0 || event.tagStart >= 0) throw leave
    if (event.type === EVENT_ID.SCALAR) return scalar(event, text)
    return event.type === EVENT_ID.MAPPING ? map() : list()
  }

  const list = (): unknown[] => {
    const items: unknown[] = []
    while (events[at]?.type !== EVENT_ID.POP) items.push(construct())
    at++
    return items
  }

  const map = (): Record<string, unknown> => {
    const entries: Record<string, unknown> = {}
    while (events[at]?.type !== EVENT_ID.POP) {
      const key = construct()
      if (typeof key !== 'string' || key === '__proto__' || key === '<<' || entries[key] !== undefined) throw leave
      entries[key] = construct()
    }
    at++
    return entries
  }

  try {
    return {value: construct()}
  } catch (error) {
    if (error !== leave) throw error
    return undefined
  }
}

function scalar(event: ScalarEvent, text: string): unknown {
  const value = event.fast ? text.slice(event.valueStart, event.valueEnd) : getScalarValue(text, event)
  if (event.style !== SCALAR_STYLE_PLAIN || /^[A-EG-MO-SU-Za-eg-mo-su-z/]/.test(value)) return value
  if (/^(?:0|[1-9]\d{0,14})$/.test(value)) return Number(value)
  if (/^\d+(?:\.\d+){3}(?:[:/,\d-]*)$|^\d+(?:ms|[smhdk])$/.test(value)) return value
  if (value === 'true' || value === 'false') return value === 'true'
  if (/^[fFnNtT]/.test(value) && !/^(?:false|null|true)$/i.test(value)) return value
  throw leave
}
