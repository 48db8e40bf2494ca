import {complaint} from '../complaints.ts'
import {scriptVerifiers} from '../scripts.ts'
import type {Complaint, Verifier} from '../target.ts'
import {hookNeeds, withStandInHooks} from './stand-ins.ts'

/**
 * What concerns the machine that checks and not the file: its interfaces are others, and scripts are not installed on it, or not
 * for root alone. keepalived says the last line of all but the first of these without saying of what.
 */
const elsewhere =
  /^WARNING - interface \S+ for .* doesn't exist$|^Non-existent interface specified in configuration$|^Disabling \w+ script \S+ /

/**
 * What it says of a virtual server whose nodes all drain, beside nobody in their place, and does as it should: no new client is let in.
 * The rule `no-ready-node` has said that.
 */
const drained =
  /^Warning - quorum 1 for .* exceeds total weight of real servers 0, reducing quorum to 0$|^Virtual server .*: hysteresis 0 >= quorum 0; /

/** How it names a virtual server or an instance of VRRP where it says no line. */
const ofVirtual = /^VS (?:\[(?<address>[^\]]+)\]:\w+:(?<port>\d+)|FWM (?<mark>\d+))/
const ofInstance = /^\((?<instance>ipv[46])\) /

const located = /^\(.*: Line (\d+)\) (.*)$/

/** What `keepalived -t` complains of. All of it is an error: keepalived leaves with 5, and goes on without what it complains of. */
export function explainOutput({exitCode, stdout, stderr}: Parameters<Verifier['explain']>[0]): readonly Complaint[] {
  if (exitCode === 0) return []
  const said = [...new Set(`${stdout}\n${stderr}`.split('\n').map(line => line.trim()))].filter(line => line !== '')
  const complaints = said.map(toComplaint)
  const own = complaints.filter(({text}) => !elsewhere.test(text) && !drained.test(text))
  if (own.length > 0 || (complaints.length > 0 && exitCode === 5)) return own
  return [toComplaint(`keepalived -t ended with exit code ${exitCode} and did not say why.`)]
}

function toComplaint(said: string): Complaint {
  const [, line, text = said] = located.exec(said) ?? []
  return {...complaint('error', text, line), section: line === undefined ? sectionOf(text) : undefined}
}

/** The block of the file that a complaint names. */
function sectionOf(text: string): string | undefined {
  const {address, port, mark} = ofVirtual.exec(text)?.groups ?? {}
  if (mark !== undefined) return `virtual_server fwmark ${mark}`
  if (address !== undefined && port !== undefined) return `virtual_server ${address} ${port}`
  const {instance} = ofInstance.exec(text)?.groups ?? {}
  return instance === undefined ? undefined : `vrrp_instance ${instance}`
}

/** Checks keepalived.conf with `keepalived -t`, which opens nothing and needs no right. */
export const keepalivedVerifier: Verifier = {
  program: 'keepalived',
  title: 'keepalived',
  /** What keepalived itself says of a rendered file. */
  complaint: {code: 'LB629', rule: 'keepalived-complains'},
  versionArguments: ['--version'],
  parseVersion: output => /\bKeepalived v(\d+\.\d+)/.exec(output)?.[1],
  checks: ({path}) => path.endsWith('/keepalived.conf'),
  // Without -e a file that is not there is a good one.
  command: (program, file) => [program, '-e', '-t', '-f', file],
  needs: hookNeeds,
  withStandIns: withStandInHooks,
  explain: explainOutput,
}

export const keepalivedVerifiers: readonly Verifier[] = [
  keepalivedVerifier,
  ...scriptVerifiers(
    /** What the shell says of a script for keepalived that it cannot read. */ {code: 'LB627', rule: 'keepalived-script-refused'},
    /** What ShellCheck says of a script for keepalived. */ {code: 'LB628', rule: 'keepalived-script-doubted'},
  ),
]
