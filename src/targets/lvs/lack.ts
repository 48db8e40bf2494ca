import type {FindingKind, Report} from '../../findings/finding.ts'
import type {Check, Origin, Service} from '../../model/cluster.ts'
import {isDefault} from '../../model/origin.ts'

/** A check that asks something. */
export type Asking = Exclude<Check, {readonly type: 'none'}>

/** What a check asks for that who manages the kernel has not, and what to write in its place. */
export type Lack = readonly [asked: boolean, origin: Origin | undefined, what: string, instead: string]

/** Of the times of a check, and of how it begins, what no manager has. */
export const lacksOfAll = ({rise, downInterval, sendProxy}: Asking): readonly Lack[] => [
  [rise.value !== 1 && !isDefault(rise.origin), rise.origin, '`rise`: one good answer brings a node back', 'Leave it out'],
  [downInterval !== undefined, downInterval?.origin, '`downInterval`', 'Leave it out'],
  [sendProxy.value, sendProxy.origin, 'PROXY protocol', 'Leave `sendProxy` out'],
]

/** Of a type of check, what no manager has. */
export const noHandshake = ({origin}: Asking): Lack => [
  true,
  origin,
  'check that ends with the TLS handshake',
  'Use `{type: http, tls: true}`, or `tcp`',
]

/** Reports what a manager has not of a service's check. */
export function reportLacks(kind: FindingKind, manager: string, {name}: Service, lacks: readonly Lack[], report: Report): void {
  for (const [asked, path, what, instead] of lacks)
    if (asked && path !== undefined)
      report({...kind, message: `Service \`${name}\` is checked by ${manager}, which has no ${what}.`, hint: `${instead}.`, path})
}
