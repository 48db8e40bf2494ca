import type {Complaint, Verifier} from '../target.ts'

type Output = Parameters<Verifier['explain']>[0]

const plain = {needs: () => [], withStandIns: cluster => cluster} as const satisfies Pick<Verifier, 'needs' | 'withStandIns'>

const complaint = (text: string, line?: string): Complaint => ({
  severity: 'error',
  text,
  line: line === undefined ? undefined : Number(line),
  section: undefined,
})

/** Each line that the pattern finds, or that something was wrong at all: no program's failure counts for a good file. */
function complaintsOf({exitCode, stdout, stderr}: Output, program: string, pattern: RegExp): readonly Complaint[] {
  const found = `${stdout}\n${stderr}`.split('\n').flatMap((said): readonly Complaint[] => {
    const {line, text} = pattern.exec(said)?.groups ?? {}
    return text === undefined ? [] : [complaint(text, line)]
  })
  if (exitCode === 0 || found.length > 0) return found
  const [first = ''] = stderr.split('\n')
  // A machine that lets nobody have a network of his own says nothing of the file.
  const severity = first.startsWith('unshare:') ? 'hint' : 'error'
  return [{...complaint(`${program} ended with exit code ${exitCode}: ${first}`), severity}]
}

/** Checks nftables.conf against the kernel, in a network of its own, where it has the right to. */
const nft: Verifier = {
  ...plain,
  program: 'nft',
  title: 'nftables',
  complaint: {code: 'LB788', rule: 'nft-complains'},
  versionArguments: ['--version'],
  parseVersion: output => /\bnftables v(\d+\.\d+)/.exec(output)?.[1],
  checks: ({path}) => path.endsWith('/nftables.conf'),
  command: (program, file) => ['unshare', '--net', '--map-root-user', program, '-c', '-f', file],
  explain: output => complaintsOf(output, 'nft -c', /:(?<line>\d+):\d+-\d+: (?:Error: )?(?<text>.*)$/),
}

/** Applies the settings of the kernel in a network of its own, which goes when the program ends. */
const sysctl: Verifier = {
  ...plain,
  program: 'sysctl',
  title: 'sysctl',
  complaint: {code: 'LB787', rule: 'sysctl-complains'},
  versionArguments: ['--version'],
  parseVersion: output => /\bprocps(?:-ng)? (\d+\.\d+)/.exec(output)?.[1],
  checks: ({path}) => path.endsWith('/90-lbgen.conf'),
  command: (program, file) => ['unshare', '--net', '--map-root-user', program, '-p', file],
  explain: output => complaintsOf(output, 'sysctl -p', /^sysctl: (?<text>.*)$/),
}

/** Checks units with systemd's own reader; what it says of units that are installed on this machine is not about them. */
const systemd: Verifier = {
  ...plain,
  program: 'systemd-analyze',
  title: 'systemd',
  complaint: {code: 'LB789', rule: 'systemd-complains'},
  versionArguments: ['--version'],
  parseVersion: output => /\bsystemd (\d+)/.exec(output)?.[1],
  checks: ({path}) => path.endsWith('/lbgen-transparent.service'),
  command: (program, file) => [program, 'verify', '--man=no', '--recursive-errors=no', file],
  explain: output => complaintsOf(output, 'systemd-analyze verify', /lbgen-transparent\.service:(?:(?<line>\d+):)? (?<text>.*)$/),
}

export const hostVerifiers: readonly Verifier[] = [nft, sysctl, systemd]
