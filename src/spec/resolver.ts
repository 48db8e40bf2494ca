import type {LongResolver} from './long.ts'
import type {Hold, HoldFields, Nameserver, NameserverFields, Resolver} from './spec.gen.ts'
import {withoutFree} from './without-free.ts'

/** Name servers with every short form written out. */
export function longResolver(resolver: Resolver): LongResolver {
  // Of several files that make a spec together, each may lack what another has.
  const {nameservers, hold, timeouts, ...rest}: Partial<Resolver> = withoutFree(resolver)
  return {
    ...rest,
    ...(nameservers && {nameservers: nameservers.map(longNameserver)}),
    ...(hold !== undefined && {hold: longHold(hold)}),
    ...(timeouts && {timeouts: withoutFree(timeouts)}),
  }
}

const longHold = (value: Hold): HoldFields => (typeof value === 'string' ? {valid: value} : withoutFree(value))

/** `10.0.0.53`, `10.0.0.53:53`, `2001:db8::53` or `[2001:db8::53]:53`. Whether it is an address is judged later. */
function longNameserver(value: Nameserver): NameserverFields {
  if (typeof value !== 'string') return withoutFree(value)
  const parts = /^(?:\[(?<six>[^[\]]+)\]|(?<four>[^:[\]]+))(?::(?<port>[1-9]\d{0,4}))?$/.exec(value)?.groups
  const port = Number(parts?.['port'] ?? 0)
  if (parts === undefined || port > 65_535) return {address: value}
  return {address: parts['six'] ?? parts['four'] ?? value, ...(port > 0 && {port})}
}
