import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {userInfo} from 'node:os'
import {join} from 'node:path'
import type {Finding, Report} from '../findings/finding.ts'
import type {Need, Origin} from '../targets/target.ts'
import {faults} from './faults.ts'
import {standInCertificate} from './stand-in-certificate.ts'

/**
 * Stand-ins, made in a scratch folder, for what an engine's checker wants and this machine lacks: by the origin of each.
 * Reports LB934 for each, so that nobody takes the check for more than it is.
 */
export function makeStandIns(needs: readonly Need[], folder: string, report: Report): ReadonlyMap<Origin, string> {
  const made = new Map<Origin, string>()
  for (const [index, need] of needs.entries()) {
    const {value, origin} = need.wanted
    if (isThere(need)) continue
    const standIn = make(need.kind, join(folder, `stand-in-${index}.pem`))
    made.set(origin, standIn.value)
    const message = `The ${titles[need.kind]} \`${value}\` is not on this machine: ${standIn.what} stood in for it.`
    const finding: Finding = {
      ...faults.standIn,
      message,
      hint: 'Nothing has to be done; the load balancer needs the real one.',
      path: origin,
    }
    report(finding)
  }
  return made
}

const titles: Readonly<Record<Need['kind'], string>> = {
  certificate: 'certificate',
  authorities: 'file of authorities',
  page: 'page',
  user: 'user',
  group: 'group',
  folder: 'folder',
  program: 'program',
}

function isThere({kind, wanted: {value}}: Need): boolean {
  switch (kind) {
    case 'certificate':
    case 'authorities':
    case 'page':
      return isReadableFile(value)
    case 'user':
      return isListed('/etc/passwd', value)
    case 'group':
      return isListed('/etc/group', value)
    case 'folder':
    case 'program':
      return existsSync(value)
  }
}

function isReadableFile(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    // A folder of certificates is as good, and what cannot be read counts as missing.
    return existsSync(path) && statSync(path).isDirectory()
  }
}

function isListed(file: string, name: string): boolean {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .some(line => line.startsWith(`${name}:`))
  } catch {
    return false
  }
}

function make(kind: Need['kind'], file: string): {readonly value: string; readonly what: string} {
  if (kind === 'user') return {value: userInfo().username, what: `\`${userInfo().username}\``}
  if (kind === 'group') return {value: ownGroup(), what: `\`${ownGroup()}\``}
  if (kind === 'folder') return {value: '/', what: 'the root folder'}
  if (kind === 'program') return {value: '/bin/sh', what: '`/bin/sh`'}
  if (kind === 'page') {
    writeFileSync(file, standInPage)
    return {value: file, what: 'an empty page'}
  }
  writeFileSync(file, standInCertificate, {mode: 0o600})
  return {value: file, what: 'a self-signed certificate'}
}

/** A whole HTTP response, as HAProxy wants a page to be. */
const standInPage = 'HTTP/1.0 503 Service Unavailable\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n'

/** The name of lbgen's own group, or its number where it has no name. */
function ownGroup(): string {
  const {gid} = userInfo()
  try {
    const line = readFileSync('/etc/group', 'utf8')
      .split('\n')
      .find(entry => entry.split(':')[2] === String(gid))
    return line?.split(':')[0] ?? String(gid)
  } catch {
    return String(gid)
  }
}
