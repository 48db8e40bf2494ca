import type {Milliseconds} from './values.ts'

const units = {d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1} as const

/**
 * The longest duration that every engine holds: 2147483647 ms, 24.8 days. HAProxy 2.0 and later refuse a longer one, and
 * `25d` with it.
 */
export const MAX_DURATION: Milliseconds = 2_147_483_647

/** `16m` as milliseconds. Expects a text of the schema's form. */
export function parseDuration(text: string): Milliseconds {
  const {amount = '', unit = ''} = /^(?<amount>\d+)(?<unit>ms|[smhd])$/.exec(text)?.groups ?? {}
  return Number(amount) * (unit === 'ms' || unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? units[unit] : Number.NaN)
}

/** Milliseconds in the largest unit that leaves no rest: `960000` is `16m`. One unit only: HAProxy before 2.4 misreads two. */
export function formatDuration(duration: Milliseconds): string {
  const [unit, length] = Object.entries(units).find(([, candidate]) => duration % candidate === 0) ?? ['ms', 1]
  return `${duration / length}${unit}`
}

/** `10k` as a number: `k` is 1024, `m` 1024 k. Expects a text of the schema's form. */
export const parseSize = (text: string): number => Number.parseInt(text, 10) * (text.endsWith('m') ? 1_048_576 : 1024)
