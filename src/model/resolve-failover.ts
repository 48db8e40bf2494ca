import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongHighAvailability} from '../spec/long.ts'

/** All defaults where the load balancers share addresses, else the port of HAProxy's peers alone: to say how they share asks for it. */
export type ResolvedHighAvailability = LongHighAvailability & Required<Pick<LongHighAvailability, 'peersPort'>>

export function resolveHighAvailability(written: LongHighAvailability = {}): ResolvedHighAvailability {
  const {peersPort, ...failover} = language.highAvailability
  const asks = Object.keys(written).some(key => key !== 'peersPort')
  return {peersPort, ...(asks && failover), ...written}
}
