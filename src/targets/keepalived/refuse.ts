import type {Report} from '../../findings/finding.ts'
import type {Cluster, Failover, Origin, Secret} from '../../model/cluster.ts'
import {floatingAddresses} from '../../model/floating.ts'
import {variableMeant} from '../../model/secrets.ts'
import {kinds} from './kinds.ts'
import {vrrpVersion} from './vrrp.ts'

const manual = 'https://www.keepalived.org/manpage.html'

/** Reports LB601 to LB603: what no version of VRRP can do. */
export function reportVrrp(cluster: Cluster, failover: Failover, secrets: ReadonlyMap<Origin, string>, report: Report): void {
  if (failover.password === undefined) reportFineInterval(failover, report)
  else {
    reportVersion(cluster, failover, failover.password.origin, report)
    reportPassword(failover.password, secrets, report)
  }
}

function reportVersion(cluster: Cluster, {advertInterval}: Failover, path: Origin, report: Report): void {
  const ipv6 = floatingAddresses(cluster).find(({host}) => host.kind === 'ipv6')
  const seconds = advertInterval.value / 1000
  if (ipv6 !== undefined)
    report({
      ...kinds.version,
      message: `VRRP with a password is version 2, which cannot move IPv6 addresses such as \`${ipv6.host.text}\`.`,
      hint: 'Leave `password` out: version 3 has none. VRRP passwords are sent in clear text and keep no attacker away.',
      path,
      see: manual,
    })
  if (Number.isInteger(seconds) && seconds <= 255) return
  report({
    ...kinds.version,
    message: 'VRRP with a password is version 2, which counts in whole seconds, 1 to 255.',
    hint: 'Write `advertInterval` in whole seconds, or leave `password` out: version 3 has none, and knows shorter intervals.',
    path: advertInterval.origin,
    see: manual,
  })
}

function reportFineInterval(failover: Failover, report: Report): void {
  const {value, origin} = failover.advertInterval
  if (value >= 10 && value <= 40_950 && value % 10 === 0) return
  report({
    ...kinds.interval,
    message: `VRRP version ${vrrpVersion(failover)} counts in hundredths of a second, from 10ms to 40.95s.`,
    hint: 'Write another `advertInterval`, such as `1s`.',
    path: origin,
    see: manual,
  })
}

/** Characters that keepalived takes in double quotes as they are: it has no way to write a quote, and `$` begins its own variables. */
const carried = /^[^\s"\\$\P{ASCII}\p{Cc}]{1,8}$/u

function reportPassword(secret: Secret, secrets: ReadonlyMap<Origin, string>, report: Report): void {
  const {origin: path, from} = secret
  if (carried.test(from.kind === 'literal' ? from.value : (secrets.get(path) ?? ''))) return
  const variable = variableMeant(secret)
  if (variable !== undefined)
    return report({
      ...kinds.password,
      message: 'The password is taken as it is written, with no variable in its place, and keepalived takes none with `$`.',
      hint: `Write \`password: {env: ${variable}}\`: the variable is read when the files are rendered.`,
      path,
    })
  report({
    ...kinds.password,
    message: 'VRRP takes a password of 1 to 8 characters of ASCII, and keepalived none with a blank, `"`, `\\` or `$`.',
    hint: 'Use another password, or none: VRRP passwords are sent in clear text.',
    path,
    see: manual,
  })
}
