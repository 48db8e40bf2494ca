import type {Check, HaproxySettings, ProtocolCheck, Service} from '../../model/cluster.ts'
import {formatDuration} from '../../model/duration.ts'
import {supports} from './since.ts'

/** What follows `check` on a server line. `firstPort` is what is asked where a node has no port of its own. */
export function checkView(
  check: Exclude<Check, {readonly type: 'none'}>,
  service: Service,
  release: string,
  firstPort: number | undefined,
) {
  const port = check.port?.value ?? firstPort
  return {
    port,
    interval: formatDuration(check.interval.value),
    rise: countsTwice(check, release) ? Math.min(2 * check.rise.value - 1, MAX_RISE) : check.rise.value,
    fall: check.fall.value,
    fastInterval: check.fastInterval && formatDuration(check.fastInterval.value),
    downInterval: check.downInterval && formatDuration(check.downInterval.value),
    ...layersView(check, service, release, port),
    agent: check.type === 'agent' ? {port: check.agent.port.value, send: check.agent.send?.value} : undefined,
  }
}

/** What a check speaks below its own protocol; the program of an external check minds that itself. */
function layersView(check: Exclude<Check, {readonly type: 'none'}>, {reencrypt}: Service, release: string, port: number | undefined) {
  const sendProxy = check.sendProxy.value
  if (check.type === 'external' || saysHello(check, release)) return {...withoutTls, sendProxy}
  // HAProxy checks with TLS by itself only where the traffic has it and the port is the server's own.
  const byItself = reencrypt !== undefined && port === undefined
  if (!check.tls.value) return {...withoutTls, plain: byItself, sendProxy}
  const sni = reencrypt?.sni?.value
  return {tls: !byItself, plain: false, sni, noOwnSni: sni === undefined && supports(release, 'ownSni'), sendProxy}
}

const withoutTls = {tls: false, plain: false, sni: undefined, noOwnSni: false}

/** The most that HAProxy can count to. */
const MAX_RISE = 0x7f_ff_ff_ff

/** HAProxy notes some good answers twice over. With this `rise` the node comes up after as many answers as it should. */
const countsTwice = ({type}: Check, release: string): boolean => (type === 'ldap' || type === 'mysql') && supports(release, 'doubleCount')

/** Without TLS of its own, a release can still say hello in SSL 3.0 and take what comes, be it an alert, for an answer. */
export const saysHello = (check: Check, release: string): boolean => check.type === 'tls' && !supports(release, 'checkInTls')

/** What a backend says of a check that speaks a protocol; undefined where its server lines say all. */
export function protocolCheckView(check: ProtocolCheck, release: string) {
  const hello = saysHello(check, release)
  if (check.type === 'agent' || (check.type === 'tls' && !hello)) return undefined
  return {
    origin: check.origin,
    hello,
    ldap: check.type === 'ldap',
    redis: check.type === 'redis',
    domain: check.type === 'smtp' ? check.domain : undefined,
    mysqlUser: check.type === 'mysql' ? check.user : undefined,
    postgresqlUser: check.type === 'postgresql' ? check.user : undefined,
    command: check.type === 'external' ? check.command : undefined,
    tcpCheckFirst: supports(release, 'externalAfterTcpCheck'),
  }
}

/** What `global` must allow for external checks; undefined where there is none. */
export function externalChecksView(services: readonly Service[], {version}: HaproxySettings) {
  const checks = services.flatMap(({check}) => (check.type === 'external' ? check : []))
  const [first] = checks
  return (
    first && {
      origin: first.origin,
      preservesEnvironment: supports(version.value, 'environmentForChecks'),
      forks: supports(version.value, 'forkForChecks'),
    }
  )
}
