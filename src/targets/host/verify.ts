import {complaintsOf, ownNetwork, withoutStandIns} from '../complaints.ts'
import {nftVerifier} from '../nft.ts'
import type {Verifier} from '../target.ts'

const nft = nftVerifier({code: 'LB788', rule: 'nft-complains'}, ({path}) => path.endsWith('/nftables.conf'))

/** Applies the settings of the kernel in a network of its own, which goes when the program ends. */
const sysctl: Verifier = {
  ...withoutStandIns,
  program: 'sysctl',
  title: 'sysctl',
  complaint: {code: 'LB787', rule: 'sysctl-complains'},
  versionArguments: ['--version'],
  parseVersion: output => /\bprocps(?:-ng)? (\d+\.\d+)/.exec(output)?.[1],
  checks: ({path}) => path.endsWith('/90-lbgen.conf'),
  command: (program, file) => [...ownNetwork, program, '-p', file],
  explain: output => complaintsOf(output, 'sysctl -p', /^sysctl: (?<text>.*)$/),
}

/** Checks units with systemd's own reader; what it says of units that are installed on this machine is not about them. */
const systemd: Verifier = {
  ...withoutStandIns,
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
