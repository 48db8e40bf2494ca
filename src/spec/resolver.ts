import {splitPort} from './address-port.ts'
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

/** Whether it is an address is judged later. */
const longNameserver = (value: Nameserver): NameserverFields => (typeof value === 'string' ? splitPort(value) : withoutFree(value))
