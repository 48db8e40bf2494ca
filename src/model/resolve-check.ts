import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongCheck} from '../spec/long.ts'
import {pointer} from '../spec/pointer.ts'
import type {CheckProduct, CheckTiming} from '../spec/spec.gen.ts'
import type {Engine} from './engines.ts'
import {kinds} from './kinds.ts'
import {type Behind, type ProductName, dependsOnRelease, isProduct, presetOf} from './presets.ts'

export type ResolvedCheck = Exclude<LongCheck, {readonly type?: never}>
type Type = ResolvedCheck['type']
type Field = Exclude<keyof CheckTiming, `x-${string}`>

const times = ['interval', 'fastInterval', 'downInterval', 'timeout', 'rise', 'fall'] as const satisfies readonly Field[]
const plain = [...times, 'port', 'sendProxy'] as const
const whole = [...plain, 'tls'] as const

/** What a check of each type takes of when and where every check asks. An agent's `port` is another thing, and its own. */
const common: Readonly<Record<Type, readonly Field[]>> = {
  none: [],
  tcp: whole,
  http: whole,
  alfresco: whole,
  'alfresco-share': whole,
  solr: whole,
  electricflow: whole,
  'icas-fs': whole,
  // A handshake belongs to connecting, and a program is never connected.
  tls: plain.filter(field => field !== 'timeout'),
  smtp: whole,
  ldap: whole,
  mysql: plain,
  postgresql: plain,
  redis: whole,
  external: times.filter(field => field !== 'timeout'),
  agent: times,
}

const specific: Readonly<Partial<Record<Type, object>>> = {http: language.checkHttp, smtp: language.checkSmtp}

/** What of a service decides about its check. */
interface Checked {
  readonly engine: Engine
  readonly protocol: 'tcp' | 'udp'
  readonly behind: Behind
}

/**
 * A service's check over that of `defaults`, of which another type takes what it can. Reports LB120 for a field that the service
 * itself gives to an inherited type that has none of it.
 */
export function resolveCheck(
  {engine, protocol, behind}: Checked,
  own: LongCheck | undefined,
  applied: LongCheck | undefined,
  path: string,
  report: Report,
): ResolvedCheck {
  // A check that says when but not how is meant to happen.
  const inherited = own === undefined || applied?.type !== 'none' ? applied?.type : undefined
  const type = own?.type ?? inherited ?? (own === undefined && (engine === 'balance' || protocol === 'udp') ? 'none' : 'tcp')
  if (type === 'none') return {type}
  if (own !== undefined && own.type === undefined) reportForeign(own, type, path, report)
  const fits = (check: LongCheck | undefined): object => (check?.type === type ? check : commonOf(check, type))
  // The cast: what the type needs stands where the type does, and the schema has seen to it there.
  const written: Partial<CheckProduct> = {...fits(applied), ...fits(own)}
  const product = isProduct(type) ? ofProduct(type, written, behind, path, report) : {}
  return {...language.checkTiming, ...onPackets(engine), ...specific[type], ...product, ...written, type} as ResolvedCheck
}

/** What a product's check is where nothing is written. Reports LB120 for a release that decides nothing, and for a port where nobody speaks HTTP. */
function ofProduct(
  product: ProductName,
  {release, port}: Partial<CheckProduct>,
  behind: Behind,
  path: string,
  report: Report,
): Partial<CheckProduct> {
  if (release !== undefined && !dependsOnRelease(product)) {
    const message = `All releases are asked alike by a check of type \`${product}\`, and \`release\` changes nothing.`
    report({...kinds.contradiction, message, hint: 'Leave `release` out.', path: pointer(path, 'release'), part: 'key'})
  }
  const other = port === undefined ? behind.otherProtocol() : undefined
  if (other !== undefined) {
    const message = `Nobody answers a check of type \`${product}\` where \`${other.role}\` is spoken: it asks by HTTP.`
    report({
      ...kinds.contradiction,
      message,
      hint: `Add the \`port\` where the nodes speak HTTP, such as \`port: ${other.httpPort}\`.`,
      path,
    })
  }
  const known = release ?? behind.releaseOf(product)
  return {...(known !== undefined && {release: known}), method: language.checkHttp.method, ...presetOf(product, known)}
}

/** Who checks for the kernel takes a node back at its first good answer. */
const onPackets = (engine: Engine): CheckTiming => (engine === 'lvs' ? {rise: 1} : {})

/** What of another type's check goes for this one. */
function commonOf(check: LongCheck | undefined, type: Type): CheckTiming {
  if (check === undefined || check.type === 'none') return {}
  const fields: CheckTiming = check
  const isShared = (field: Field): boolean => check.type === undefined || common[check.type].includes(field)
  return Object.fromEntries(
    common[type].filter(field => isShared(field) && fields[field] !== undefined).map(field => [field, fields[field]]),
  )
}

function reportForeign(own: CheckTiming, type: Type, path: string, report: Report): void {
  for (const field of whole.filter(each => own[each] !== undefined && !common[type].includes(each))) {
    report({
      ...kinds.contradiction,
      message: `The check is of type \`${type}\`, as \`defaults\` says, and \`${field}\` does not go with that.`,
      hint: `Leave \`${field}\` out, or write the check's \`type\` here.`,
      path: pointer(path, field),
      part: 'key',
    })
  }
}
