import type {Cluster} from '../../model/cluster.ts'
import {needsOfListeners, serviceWithStandIns} from '../haproxy/stand-ins.ts'
import type {Complaint, Need, Verifier} from '../target.ts'
import {handoversOf} from '../handover.ts'

/** Arguments that make Pound check a file and do nothing else. */
export const checkArguments = (file: string): readonly string[] => ['-c', '-f', file]

/** `pound: /tmp/pound.cfg:11.10-23: reason`, as 4.16 has it, and `/tmp/pound.cfg line 11: reason`, as 2.8 does. */
const modern = /^(?:pound: )?\S*\.cfg:(\d+)(?:\.[\d.-]+)?: (.*)$/
const older = /^\S*\.cfg line (\d+): (.*)$/

/** What is no complaint: that it starts and ends, and that all is well. */
const chatter = /^(?:starting\.\.\.|Exiting\.\.\.|(?:pound: )?Config file .* is OK)$/

/** What `pound -c` complains of. */
export function explainOutput({exitCode, stdout, stderr}: Parameters<Verifier['explain']>[0]): readonly Complaint[] {
  const lines = `${stdout}\n${stderr}`.split('\n').map(line => line.trim())
  const said = lines.filter(line => line !== '' && !chatter.test(line))
  const severity = exitCode === 0 ? 'warning' : 'error'
  const complaints = said.map(line => readLine(line, severity))
  if (exitCode === 0 || complaints.length > 0) return complaints
  return [{severity, text: `pound -c ended with exit code ${exitCode} and did not say why.`, line: undefined, section: undefined}]
}

function readLine(line: string, severity: Complaint['severity']): Complaint {
  const [, number, text] = modern.exec(line) ?? older.exec(line) ?? []
  return number === undefined || text === undefined
    ? {severity, text: line.replace(/^pound: /, ''), line: undefined, section: undefined}
    : {severity, text, line: Number(number), section: undefined}
}

/** What it reads when it checks: certificates. It does not ask for its user. */
const needsOf = (cluster: Cluster): readonly Need[] => needsOfListeners(handoversOf(cluster).map(({listener}) => listener))

const withStandIns: Verifier['withStandIns'] = (cluster, standIns) => ({
  ...cluster,
  services: cluster.services.map(one => serviceWithStandIns(one, standIns)),
})

/** Checks pound.cfg. */
export const poundVerifier: Verifier = {
  program: 'pound',
  title: 'Pound',
  /** What Pound itself says of a rendered file. */
  complaint: {code: 'LB769', rule: 'pound-complains'},
  versionArguments: ['-V'],
  parseVersion: output => /(?:^pound \(pound\)|\bVersion) (\d+\.\d+)/m.exec(output)?.[1],
  release: {of: ({pound}) => pound.release.value, field: 'pound.release'},
  checks: artifact => artifact.target === 'pound',
  command: (program, file) => [program, ...checkArguments(file)],
  needs: needsOf,
  withStandIns,
  explain: explainOutput,
}
