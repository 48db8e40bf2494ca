import type {Complaint, Verifier} from '../target.ts'

/** `nftables v1.0.6 (Lester Gooch #5)`. */
const parseVersion = (output: string): string | undefined => /\bnftables v(\d+(?:\.\d+)+)/.exec(output)?.[1]

const message = /^(?<file>.+):(?<line>\d+):\d+-\d+: Error: (?<text>.*)$/

/** What `nft -c` complains of; the lines under a complaint show where, and are lbgen's to show. */
export function explainRules({exitCode, stderr}: Parameters<Verifier['explain']>[0]): readonly Complaint[] {
  const complaints = stderr.split('\n').flatMap((line): readonly Complaint[] => {
    const {line: number, text} = message.exec(line)?.groups ?? {}
    return text === undefined ? [] : [{severity: 'error', text, line: Number(number), section: undefined}]
  })
  if (exitCode === 0 || complaints.length > 0) return complaints
  const text = stderr.split('\n')[0] ?? ''
  // A machine that lets nobody have a network of his own says nothing of the file.
  return [{severity: text.startsWith('unshare:') ? 'hint' : 'error', text, line: undefined, section: undefined}]
}

/** Checks lbgen-marks.nft with `nft -c`, in a network of its own, for which no right is needed. */
export const nftVerifier: Verifier = {
  program: 'nft',
  title: 'nftables',
  complaint: {code: 'LB659', rule: 'nftables-complains'},
  versionArguments: ['--version'],
  parseVersion,
  checks: ({target}) => target === 'lvs',
  command: (program, file) => ['unshare', '-rn', program, '-c', '-f', file],
  needs: () => [],
  withStandIns: cluster => cluster,
  explain: explainRules,
}
