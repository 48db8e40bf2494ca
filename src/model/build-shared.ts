import type {Finding, Report} from '../findings/finding.ts'
import {listWords, suggest} from '../findings/nearest-word.ts'
import type {Pool} from './build-servers.ts'
import {type TableFields, buildTable} from './build-table.ts'
import type {Service, TablePersistence} from './cluster.ts'
import {hasTable} from './has-table.ts'
import {kinds} from './kinds.ts'
import {entriesOf} from './listener.ts'
import {originsIn, sourced} from './origin.ts'
import type {OriginOf} from './sourced.ts'

/** Stickiness by the table of another service: all but the place where it is asked for is that service's. Reports LB105 and LB127. */
export function buildShared(
  name: string,
  own: TableFields,
  owner: string,
  pool: Pool,
  originOf: OriginOf,
  report: Report,
): TablePersistence {
  const path = originOf('persistence', 'with')
  const found = pool.resolved.services[owner]
  const fallback = (): TablePersistence => ({...buildTable(own, originOf, report), with: undefined})
  if (found === undefined) {
    report({...unknownOwner(name, owner, Object.keys(pool.resolved.services)), path})
    return fallback()
  }
  const obstacle = obstacleTo(name, own, owner, found)
  if (obstacle !== undefined || !isTable(found.persistence)) {
    const {why, hint} = obstacle ?? {why: 'has none', hint: 'Leave `with` out.'}
    report({
      ...kinds.unsharedTable,
      message: `Service \`${name}\` cannot share the table of service \`${owner}\`, which ${why}.`,
      hint,
      path,
    })
    return fallback()
  }
  reportOtherwise(name, own, owner, found.persistence, originOf, report)
  const table = buildTable(found.persistence, originsIn(pool.written, owner), () => undefined)
  return {...table, origin: originOf('persistence'), with: sourced(owner, path)}
}

function unknownOwner(name: string, owner: string, services: readonly string[]): Finding {
  const others = services.filter(other => other !== name)
  const otherwise = others.length === 0 ? 'Leave `with` out: there is no other service.' : `Other services are ${listWords(others, 'and')}.`
  const message = `Service \`${name}\` shares the table of service \`${owner}\`, which is not defined.`
  return {...kinds.unknownService, message, hint: suggest(owner, others, otherwise)}
}

type Found = Pool['resolved']['services'][string]

const isTable = (persistence: Found['persistence']): persistence is TableFields =>
  persistence.type !== 'none' && persistence.type !== 'cookie'

/** Why there is nothing to share. */
function obstacleTo(
  name: string,
  {type}: TableFields,
  owner: string,
  {engine, persistence}: Found,
): {readonly why: string; readonly hint: string} | undefined {
  if (owner === name) return {why: 'it is itself', hint: 'Name another service, or leave `with` out.'}
  if (engine !== 'haproxy')
    return {
      why: engine === 'lvs' ? 'the kernel balances, and which has none' : 'runs on Balance and has none',
      hint: 'Use `engine: haproxy` for both.',
    }
  if (!isTable(persistence))
    return {why: `has none (\`persistence: ${persistence.type}\`)`, hint: `Write \`persistence: ${type}\` on service \`${owner}\`.`}
  if (persistence.with !== undefined)
    return {why: `shares that of service \`${persistence.with}\` itself`, hint: `Write \`with: ${persistence.with}\`.`}
  if (persistence.type !== type)
    return {why: `sticks by \`${persistence.type}\``, hint: `Write \`type: ${persistence.type}\`, or leave \`with\` out.`}
  return undefined
}

/** Reports what is written beside `with` and is not so in the service whose table it is. */
function reportOtherwise(
  name: string,
  {type: _type, with: _with, ...own}: TableFields,
  owner: string,
  table: TableFields,
  originOf: OriginOf,
  report: Report,
): void {
  const there = new Map<string, string | number | undefined>(Object.entries(table))
  for (const [key, value] of Object.entries(own)) {
    const meant = there.get(key)
    if (value === meant) continue
    report({
      ...kinds.unsharedTable,
      message: `Service \`${name}\` shares the table of service \`${owner}\`, where \`${key}\` is ${meant === undefined ? 'not written' : `\`${meant}\``}.`,
      hint: 'Leave this out here, and write it there.',
      path: originOf('persistence', key),
    })
  }
}

/** Reports LB127 for services that share a table and not their nodes: who is in the table would not be in the service. */
export function reportSharedNodes(services: readonly Service[], report: Report): void {
  const byName = new Map(services.map(service => [service.name, service]))
  for (const service of services) {
    const owner = hasTable(service) && service.persistence.with && byName.get(service.persistence.with.value)
    if (!owner) continue
    if (!isEntered(owner)) {
      report({
        ...kinds.unsharedTable,
        message: `Service \`${service.name}\` shares the table of service \`${owner.name}\`, which only redirects its clients and has none.`,
        hint: `Give \`${owner.name}\` a listener without \`redirect\`, or write the persistence here.`,
        path: service.persistence.with.origin,
      })
      continue
    }
    const [here, there] = [namesIn(service), namesIn(owner)]
    const lone = [...here, ...there].filter(name => !(here.has(name) && there.has(name)))
    if (lone.length === 0) continue
    report({
      ...kinds.unsharedTable,
      message: `Services \`${service.name}\` and \`${owner.name}\` share a table and not their nodes: ${listWords(lone, 'and')} ${lone.length === 1 ? 'serves' : 'serve'} one of them alone.`,
      hint: 'Give both the same nodes.',
      path: service.persistence.with.origin,
    })
  }
}

/** Whether anybody is served by a service: one that only redirects has no use for its nodes. */
const isEntered = (service: Service): boolean => entriesOf(service).length > 0 || service.redirects.length === 0

const namesIn = ({servers}: Service): ReadonlySet<string> => new Set(servers.map(({node}) => node.name))
