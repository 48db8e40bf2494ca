import {complaint, withoutStandIns} from '../complaints.ts'
import type {Complaint, Verifier} from '../target.ts'

/** The release in what `ldirectord --version` prints: `Linux Director v1.186-ha`. */
const parseVersion = (output: string): string | undefined => /Linux Director v(\d+\.\d+)/.exec(output)?.[1]

const message = /\b(?<level>Error|Warning) \[\d+\] reading file (?<file>\S+)(?: at line (?<line>\d+))?: (?<text>.*)$/

/** `status` reads the file first: 3 says that it is good and nobody runs with it, 0 that somebody does. */
export function explainStatus({exitCode, stdout, stderr}: Parameters<Verifier['explain']>[0]): readonly Complaint[] {
  const complaints = `${stderr}\n${stdout}`.split('\n').flatMap((line): readonly Complaint[] => {
    const {level, line: number, text} = message.exec(line)?.groups ?? {}
    return text === undefined ? [] : [complaint(level === 'Warning' ? 'warning' : 'error', text, number)]
  })
  if (exitCode === 0 || exitCode === 3 || complaints.some(({severity}) => severity === 'error')) return complaints
  return [...complaints, complaint('error', `ldirectord ended with exit code ${exitCode} and did not say why.`)]
}

/** Checks ldirectord.cf with `ldirectord FILE status`, its only check. */
export const ldirectordVerifier: Verifier = {
  ...withoutStandIns,
  program: 'ldirectord',
  title: 'ldirectord',
  /** What ldirectord itself says of a rendered file. */
  complaint: {code: 'LB679', rule: 'ldirectord-complains'},
  versionArguments: ['--version'],
  parseVersion,
  checks: ({target}) => target === 'ldirectord',
  command: (program, file) => [program, file, 'status'],
  explain: explainStatus,
}
