import type {Report} from '../findings/finding.ts'
import type {HeaderChanges, Origin, Service} from './cluster.ts'
import {kinds} from './kinds.ts'

/** A header without which a service does not know its clients again. */
interface Needed {
  readonly header: string
  readonly changes: HeaderChanges
  /** What the service does by it, as it follows "Service `web`". */
  readonly use: string
  readonly field: 'persistence' | 'balance'
}

/** Reports LB120 for changes to headers that take away what a service chooses nodes by. Rules come before the choice. */
export function reportDefeated(service: Service, report: Report): void {
  for (const needed of neededBy(service)) {
    for (const {name, origin, does, part} of changesIn(needed)) {
      report({
        ...kinds.contradiction,
        message: `Service \`${service.name}\` ${needed.use}, and ${does} that header first.`,
        hint: `Leave \`${name}\` out here, or use another \`${needed.field}\`.`,
        path: origin,
        part,
      })
    }
  }
}

interface Spoiling {
  readonly name: string
  readonly origin: Origin
  readonly does: 'removes' | 'sets' | 'adds'
  readonly part: 'key' | 'value'
}

/** The changes that spoil a header. One more of a name is read in place of the client's, but for cookies, of which all are read. */
function changesIn({header, changes: {remove, set, add}}: Needed): readonly Spoiling[] {
  const changes: readonly Spoiling[] = [
    ...remove.map(({value, origin}): Spoiling => ({name: value, origin, does: 'removes', part: 'value'})),
    ...set.map(({name, origin}): Spoiling => ({name, origin, does: 'sets', part: 'key'})),
    ...(isOfCookies(header) ? [] : add.map(({name, origin}): Spoiling => ({name, origin, does: 'adds', part: 'key'}))),
  ]
  return changes.filter(({name}) => name.toLowerCase() === header.toLowerCase())
}

const isOfCookies = (header: string): boolean => /^(set-)?cookie$/i.test(header)

const neededBy = (service: Service): readonly Needed[] => [...neededToBalance(service), ...neededToStick(service)]

const byHeader = (header: string, use: string, field: Needed['field'], changes: HeaderChanges): Needed => ({
  header,
  changes,
  use: `${use} by the header \`${header}\``,
  field,
})

function neededToBalance({balance, requestHeaders}: Service): readonly Needed[] {
  const {algorithm, key} = balance.value
  return algorithm === 'header' && key !== undefined ? [byHeader(key, 'balances', 'balance', requestHeaders)] : []
}

function neededToStick({persistence, requestHeaders, responseHeaders}: Service): readonly Needed[] {
  switch (persistence.type) {
    case 'cookie':
    case 'application-cookie': {
      // A cookie that the load balancer makes by itself comes after the changes: that is a matter of the engine's release.
      const made = persistence.type === 'cookie' && persistence.method.value === 'insert'
      return [byCookie('Cookie', requestHeaders), ...(made ? [] : [byCookie('Set-Cookie', responseHeaders)])]
    }
    case 'forwarded-for':
      return [byHeader('X-Forwarded-For', 'sticks', 'persistence', requestHeaders)]
    case 'header':
      return persistence.name === undefined ? [] : [byHeader(persistence.name.value, 'sticks', 'persistence', requestHeaders)]
    default:
      return []
  }
}

const byCookie = (header: string, changes: HeaderChanges): Needed => ({
  header,
  changes,
  use: `sticks by a cookie, which the header \`${header}\` holds`,
  field: 'persistence',
})
