import type {HaproxySettings} from '../../model/cluster.ts'
import {formatHost, parseHost} from '../../model/endpoint.ts'

/** HAProxy's own output, where people read along. */
const isOutput = (target: string): boolean => /^(stdout|stderr)$/.test(target)

/** HAProxy wants brackets round an IPv6 address; a format is said when it is not the one that HAProxy has by itself. */
export function logView({target, level, format, ...log}: NonNullable<HaproxySettings['log']>) {
  const host = parseHost(target.value)
  const wanted = format?.value ?? (isOutput(target.value) ? 'raw' : 'rfc3164')
  return {
    ...log,
    target: {value: host?.kind === 'ipv6' ? formatHost(host) : target.value, origin: target.origin},
    level: level?.value,
    format: wanted === 'rfc3164' ? undefined : wanted,
    formatOrigin: format?.origin,
  }
}
