import {defaults as language} from '../spec/defaults.gen.ts'
import type {HighAvailability} from '../spec/spec.gen.ts'

/** All defaults where the load balancers share addresses, else the port of HAProxy's peers alone: to say how they share asks for it. */
export type ResolvedHighAvailability = HighAvailability & Required<Pick<HighAvailability, 'peersPort'>>

export function resolveHighAvailability(written: HighAvailability = {}): ResolvedHighAvailability {
  const {peersPort, ...failover} = language.highAvailability
  const asks = Object.keys(written).some(key => key !== 'peersPort')
  return {peersPort, ...(asks && failover), ...written}
}
