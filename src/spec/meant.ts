/** Units as people write them, the longer first, and as the language does. */
const units: readonly (readonly [RegExp, string, number])[] = [
  [/^(ms|msecs?|milli(second)?s?)$/i, 'ms', 1],
  [/^(s|secs?|seconds?)$/i, 's', 1000],
  [/^(m|mins?|minutes?)$/i, 'm', 60_000],
  [/^(h|hrs?|hours?)$/i, 'h', 3_600_000],
  [/^(d|days?)$/i, 'd', 86_400_000],
]

/**
 * The duration that was probably meant by one in another form: `5 min` is `5m`, `1.5s` is `1500ms`. A bare number counts
 * seconds when it is small, and milliseconds, as in haproxy.cfg, from 1000 on.
 */
export function meantDuration(data: unknown): string | undefined {
  const {amount = '', unit = ''} = /^(?<amount>\d{1,9}(\.\d{1,3})?) ?(?<unit>[a-z]*)$/i.exec(String(data))?.groups ?? {}
  const number = Number(amount)
  if (amount === '' || number === 0) return undefined
  if (unit === '') return inUnit(number < 1000 ? number * 1000 : number)
  const found = units.find(([pattern]) => pattern.test(unit))
  if (found === undefined) return undefined
  const [, name, length] = found
  return Number.isInteger(number) ? `${number}${name}` : inUnit(number * length)
}

/** Milliseconds as whole seconds where they are. */
const inUnit = (milliseconds: number): string => (milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${Math.round(milliseconds)}ms`)

/** The size that was probably meant by a bare number, in `k` of 1024. */
export const meantSize = (data: unknown): string | undefined =>
  /^[1-9]\d{0,9}$/.test(String(data)) ? `${Math.max(1, Math.round(Number(data) / 1024))}k` : undefined

/** The truth value that was probably meant by a word of YAML 1.1. */
export function meantBoolean(data: unknown): string | undefined {
  if (/^(y|yes|on|true|1)$/i.test(String(data))) return 'true'
  return /^(n|no|off|false|0)$/i.test(String(data)) ? 'false' : undefined
}
