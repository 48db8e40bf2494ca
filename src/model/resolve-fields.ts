import type {LongDefaults} from '../spec/long.ts'

/** A map of fields from three layers, the later over the earlier; nothing when none has it. */
export const mergedField = <K extends string, T extends object>(
  key: K,
  ...layers: readonly (T | undefined)[]
): {readonly [P in K]?: T} | Record<string, never> =>
  layers.some(layer => layer !== undefined) ? ({[key]: Object.assign({}, ...layers)} as {readonly [P in K]?: T}) : {}

/** Time-outs of HTTP do not reach a tcp service by default. */
export function timeoutsFor<T extends NonNullable<LongDefaults['timeouts']>>(
  mode: 'tcp' | 'http',
  timeouts: T,
): Omit<T, 'httpRequest' | 'httpKeepAlive'> {
  if (mode === 'http') return timeouts
  const {httpRequest: _request, httpKeepAlive: _keepAlive, ...rest} = timeouts
  return rest
}
