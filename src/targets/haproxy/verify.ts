import type {Complaint, Verifier} from '../target.ts'
import {haproxyNeeds, withStandIns} from './stand-ins.ts'

/** The release in what `haproxy -v` prints, `2.6`: it calls itself `HA-Proxy` up to 2.3. */
export const parseVersion = (output: string): string | undefined => /\bHA-?Proxy version (\d+\.\d+)/.exec(output)?.[1]

/**
 * Arguments that make HAProxy check a file and do nothing else.
 * No `-V`, which adds notes that are no complaints, and no `-q`, which hides the alerts too from 2.5.
 * `-L`, where a release has to be told which of its peers it is, and the file cannot.
 * No `-dW`: a warning shows as such without it, and releases before 2.2 have no such switch.
 */
export const checkArguments = (file: string, localName?: string): readonly string[] => [
  '-c',
  '-f',
  file,
  ...(localName === undefined ? [] : ['-L', localName]),
]

interface Message {
  /** `loose`: a line that HAProxy prints without a level. */
  readonly level: Complaint['severity'] | 'loose'
  readonly text: string
}

const opening = /^\[([A-Z]+)\] *(?:\d+\/\d+ +)?\(\d+\) *: *(.*)$/
const levels: Readonly<Record<string, Complaint['severity']>> = {EMERG: 'error', ALERT: 'error', WARNING: 'warning'}

/** HAProxy's remarks about itself, and its verdicts where all is well. */
const chatter = /^(?:haproxy version is |path to executable is |Configuration file is valid$|Warnings were found\.$)/

/** Lines that only sum up the alerts before them. */
const summary =
  /^(?:Error\(s\) found in configuration file : |Fatal errors found in configuration\.|Failed to initialize server\(s\) addr\.)/

/** The marker under a quoted line, and the list of all keywords that releases up to 2.2 add to an unknown one. */
const ornament = /^\s*\^$|^\s+\[ *\w+\] /

/**
 * What `haproxy -c` complains of, whatever the release: the shapes of 2.2 to 3.4 are in the captured outputs of the
 * tests, those of 1.4 to 2.1 are 2.2's. The exit code alone proves little: an alert can come with 0 ("already
 * specified" in every release, a bad frontend name in 3.4), and 2 says that nothing would listen.
 */
export function explainOutput(output: Parameters<Verifier['explain']>[0]): readonly Complaint[] {
  const messages = [...readMessages(output.stderr), ...readMessages(output.stdout), ...readCrash(output.exitCode)]
  const own = messages.filter(({text}) => !summary.test(text))
  if (output.exitCode === 0 || own.some(({level}) => level === 'error')) return grouped(toComplaints(own, 'hint'))
  const complaints = grouped(toComplaints(messages, 'error'))
  if (complaints.some(({severity}) => severity === 'error')) return complaints
  const text = `haproxy -c ended with exit code ${output.exitCode} and did not say why.`
  return [...complaints, {severity: 'error', text, line: undefined, section: undefined}]
}

/** One message a level mark; the lines that follow without one belong to it. */
function readMessages(output: string): readonly Message[] {
  const messages: Message[] = []
  for (const line of output.split('\n')) {
    const [, level, text] = opening.exec(line) ?? []
    const last = messages.at(-1)
    if (level !== undefined && text !== undefined) messages.push({level: levels[level] ?? 'hint', text: withoutRoom(text)})
    else if (line.trim() === '' || ornament.test(line)) continue
    else if (last && last.level !== 'loose') messages.splice(-1, 1, {...last, text: `${last.text} ${continuation(line)}`})
    else messages.push({level: 'loose', text: line.trim()})
  }
  return messages.map(tidy).filter(({text}) => !chatter.test(text))
}

/** Which part of HAProxy speaks; 2.5 to 3.0 say it before every message, on top of what the message says. */
const withoutRoom = (text: string): string => text.replace(/^(?:config ?: )+/, '')

const continuation = (line: string): string => line.replace(/^\s*\|?\s*/, '').trimEnd()

const tidy = ({level, text}: Message): Message => ({
  level,
  text: text
    .replace(/\. Registered keywords :$/, '.')
    .replace(/\.\.$/, '.')
    .trimEnd(),
})

/** An engine that a signal ended: several releases crash on plain mistakes. */
const readCrash = (exitCode: number): readonly Message[] =>
  exitCode > 128 ? [{level: 'error', text: `haproxy -c crashed with signal ${exitCode - 128}.`}] : []

function toComplaints(messages: readonly Message[], looseSeverity: Complaint['severity']): readonly Complaint[] {
  const complaints: Complaint[] = []
  for (const {level, text} of messages) {
    const found = locate(text)
    // "'ca-file' : unable to load x.pem." says the cause of the alert before it, which has the line.
    const line = found.line ?? (/^'[\w-]+' : /.test(text) ? complaints.at(-1)?.line : undefined)
    complaints.push({...found, severity: level === 'loose' ? looseSeverity : level, line})
  }
  return complaints
}

/** HAProxy numbers the servers of one template, and complains of each: the first speaks for all. */
function grouped(complaints: readonly Complaint[]): readonly Complaint[] {
  const groups = new Map<string, readonly [Complaint, ...Complaint[]]>()
  for (const complaint of complaints) {
    const {severity, text, line} = complaint
    const key = `${severity} ${line} ${text.replaceAll(numbered, '$1#')}`
    groups.set(key, [...(groups.get(key) ?? []), complaint] as const)
  }
  return [...groups.values()].map(([first, ...others]) =>
    others.length === 0 ? first : {...first, text: `${first.text} (and the same of ${others.length} more)`},
  )
}

/** A server by its name, up to the number at its end: `'server web/b1'`, `server b1`, `web/b1`. */
const numbered = /(\bserver '?(?:[\w.:-]+\/)?[\w.:-]*?)\d+(?=[\s',.:]|$)/gi

const place = /[[(]([^[\]()]*\.cfg):(\d+)[\])]/
const leadingPlace = /^(?:parsing )?\[line \d+\] ?:? ?/i

/** The text without the file's name, the line and the section that it is about. */
function locate(text: string): Pick<Complaint, 'text' | 'line' | 'section'> {
  const [, file, line] = place.exec(text) ?? []
  const section = sectionIn(text)
  if (file === undefined) return {text, line: undefined, section}
  return {text: text.replaceAll(`${file}:`, 'line ').replace(leadingPlace, ''), line: Number(line), section}
}

const proxy = /\b(?:proxy|frontend|backend|listen) '([^']+)'|'server ([^'/]+)\/[^']+'/i
const otherSection = /^(?:userlist|resolvers|mailers|peers section|removing incomplete section) '(?:peers )?([^']+)'/i

/** The first proxy that a message names, or another section with which it begins. */
function sectionIn(text: string): string | undefined {
  const [, named, server] = proxy.exec(text) ?? []
  return named ?? server ?? otherSection.exec(text)?.[1]
}

/** Checks haproxy.cfg with `haproxy -c`. */
export const haproxyVerifier: Verifier = {
  program: 'haproxy',
  title: 'HAProxy',
  /** What HAProxy itself says of a rendered file. */
  complaint: {code: 'LB490', rule: 'haproxy-complains'},
  versionArguments: ['-v'],
  parseVersion,
  release: {of: cluster => cluster.haproxy.version.value, field: 'haproxy.version'},
  checks: artifact => artifact.target === 'haproxy' && artifact.path.endsWith('/haproxy.cfg'),
  // As on the load balancer itself, with the file in its place here.
  command: (program, file, {check = [], install}) => [program, ...check.slice(1).map(word => (word === install ? file : word))],
  needs: haproxyNeeds,
  withStandIns,
  explain: explainOutput,
}
