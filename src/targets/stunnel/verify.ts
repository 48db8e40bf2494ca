import type {Cluster, Listener, Service} from '../../model/cluster.ts'
import {bindsOf} from '../../model/listener.ts'
import {needsOfListeners, serviceWithStandIns} from '../haproxy/stand-ins.ts'
import type {Complaint, Need, Verifier} from '../target.ts'

/** What stunnel prints before it has read its file has a mark, afterwards a time and a level: 3 and less is an error, 4 a warning. */
const marked = /^\[(!|:)\] (.*)$/
const logged = /^\S+ \S+ LOG([0-7])\[[^\]]*\]: (.*)$/

const success = 'Configuration successful'

/** Where in the file: `/etc/stunnel/stunnel.conf:14: "key = value": reason`, or `Service [name]: reason`. */
const place = /^\S*\.conf:(\d+): (.*)$/
const inSection = /^Service (\[[^\]]+\]): (.*)$/

/** What only sums up, and what nobody can help here: a link has nobody behind it, and a stand-in is nobody's. */
const chatter = /^(?:Configuration failed|Insecure file permissions on .*|No trusted certificates found)$/

/** What stunnel complains of when it starts; `timeout` ends it where all is well, with 124. */
export function explainOutput({exitCode, stdout, stderr}: Parameters<Verifier['explain']>[0]): readonly Complaint[] {
  const lines = `${stdout}\n${stderr}`.split('\n')
  const complaints = lines.flatMap(readLine)
  const succeeds = lines.some(line => line.includes(success))
  if (succeeds || complaints.some(({severity}) => severity === 'error')) return complaints
  // Without a network namespace there was no start at all.
  const last = lines.findLast(line => line.trim() !== '') ?? `exit code ${exitCode}`
  return [...complaints, {severity: 'error', text: `stunnel did not start: ${last}`, line: undefined, section: undefined}]
}

function readLine(line: string): readonly Complaint[] {
  const {severity, text} = saidIn(line)
  if (severity === undefined || chatter.test(text)) return []
  const [, number, reason] = place.exec(text) ?? []
  if (reason !== undefined) return [{severity, text: reason, line: Number(number), section: undefined}]
  const [, section, said = text] = inSection.exec(text) ?? []
  return [{severity, text: said, line: undefined, section}]
}

/** What a line says, and how bad it is; undefined for what is no complaint. */
function saidIn(line: string): {readonly severity: Complaint['severity'] | undefined; readonly text: string} {
  const [, mark, plain] = marked.exec(line) ?? []
  if (plain !== undefined) return {severity: mark === '!' ? 'error' : 'warning', text: plain}
  const [, level, text = ''] = logged.exec(line) ?? []
  return {severity: levels[Number(level)], text}
}

/** By their numbers; all above them are talk. */
const levels: readonly Complaint['severity'][] = ['error', 'error', 'error', 'error', 'warning']

/** The user and the group have to be there; the file that stunnel reads for certificates too. */
function needsOf(cluster: Cluster): readonly Need[] {
  const {user, group} = cluster.stunnel
  const linked = cluster.services.flatMap(bindsOf).filter(({link}) => link !== undefined)
  return [
    ...(user ? [{kind: 'user' as const, wanted: user}] : []),
    ...(group ? [{kind: 'group' as const, wanted: group}] : []),
    ...needsOfListeners(linked),
  ]
}

/**
 * Who is root in a namespace of his own can become nobody else, and the file with the process number is not to be touched: both
 * stay out, and their lines stay where they are.
 */
function withStandIns(cluster: Cluster, standIns: ReadonlyMap<string, string>): Cluster {
  const {user, group} = cluster.stunnel
  return {
    ...cluster,
    services: cluster.services.map(one => onLoopback(serviceWithStandIns(one, standIns))),
    stunnel: {
      ...cluster.stunnel,
      user: user && {...user, value: 'root'},
      group: group && {...group, value: 'root'},
      pidFile: undefined,
    },
  }
}

/** The one interface that there is in a network namespace of its own. */
const onLoopback = (service: Service): Service => ({
  ...service,
  listeners: service.listeners.map(withLoopback),
  redirects: service.redirects.map(withLoopback),
})

const withLoopback = <T extends Listener>(listener: T): T => ({
  ...listener,
  interface: listener.interface && {...listener.interface, value: 'lo'},
})

/**
 * Starts stunnel for a moment, as it has no mode in which it only checks: in a network namespace of its own, where no address is
 * taken and every one may be listened on.
 */
const start = [
  'echo 1 >/proc/sys/net/ipv4/ip_nonlocal_bind',
  'if [ -e /proc/sys/net/ipv6/ip_nonlocal_bind ]; then echo 1 >/proc/sys/net/ipv6/ip_nonlocal_bind; fi',
  'exec timeout 4 "$0" "$1"',
].join('\n')

/** Checks stunnel.conf by a short start. */
export const stunnelVerifier: Verifier = {
  program: 'stunnel',
  title: 'stunnel',
  /** What stunnel itself says of a rendered file. */
  complaint: {code: 'LB749', rule: 'stunnel-complains'},
  versionArguments: ['-version'],
  parseVersion: output => /\bstunnel (\d+\.\d+)/.exec(output)?.[1],
  checks: artifact => artifact.target === 'stunnel',
  command: (program, file) => ['unshare', '--net', '--map-root-user', 'sh', '-c', start, program, file],
  needs: needsOf,
  withStandIns,
  explain: explainOutput,
}
