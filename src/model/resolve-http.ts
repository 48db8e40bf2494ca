import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongCompression, LongDefaults, LongHsts, LongService} from '../spec/long.ts'

type Headers = NonNullable<LongService['requestHeaders']>

/** Changes to headers, from `defaults` and from the service: what the service says of a header stands alone. */
export function resolveHeaders(applied: Headers | undefined, own: Headers | undefined): Required<Headers> | undefined {
  if (applied === undefined && own === undefined) return undefined
  const {set = {}, add = {}, remove = []} = own ?? {}
  const said = new Set([...Object.keys(set), ...Object.keys(add), ...remove].map(name => name.toLowerCase()))
  const isLeft = (name: string): boolean => !said.has(name.toLowerCase())
  const left = (values: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => isLeft(name)))
  return {
    set: {...left(applied?.set), ...set},
    add: {...left(applied?.add), ...add},
    remove: [...(applied?.remove ?? []).filter(isLeft), ...remove],
  }
}

/** A service without TLS does not take HSTS over from `defaults`: it could never say it. */
export function resolveHsts(applied: LongHsts | undefined, own: LongHsts | undefined, listen: LongService['listen'] = []): LongHsts {
  const inherited = listen.some(({tls}) => tls !== undefined) && applied
  const chosen = own ?? inherited ?? language.service.hsts
  return chosen && {...language.hstsFields, ...inherited, ...chosen}
}

export function resolveCompression(applied: LongCompression | undefined, own: LongCompression | undefined): LongCompression {
  const chosen = own ?? applied ?? language.service.compression
  return (
    chosen && {
      ...language.compressionFields,
      algorithms: [...language.compressionFields.algorithms],
      types: [...language.compressionFields.types],
      ...applied,
      ...chosen,
    }
  )
}

export function resolveRateLimit(
  applied: LongDefaults['rateLimit'],
  own: LongDefaults['rateLimit'],
): NonNullable<LongDefaults['rateLimit']> {
  const chosen = own ?? applied ?? language.service.rateLimit
  return chosen && {...language.rateLimitFields, ...applied, ...chosen}
}
