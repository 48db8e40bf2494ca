import {complaintsOf, ownNetwork, withoutStandIns} from '../complaints.ts'
import {nftVerifier} from '../nft.ts'
import {unitVerifier} from '../scripts.ts'
import type {Verifier} from '../target.ts'

const nft = nftVerifier(/** What nft says of the firewall. */ {code: 'LB788', rule: 'nft-complains'}, ({path}) =>
  path.endsWith('/lbgen.nft'),
)

/** The load balancer has interfaces that a network of one's own has not, and a module that this machine may not have loaded. */
const elsewhere =
  /^cannot stat \/proc\/sys\/net\/ipv4\/(?:conf\/(?!all\/|default\/)[^/]+\/send_redirects|vs\/expire_nodest_conn): No such file/

/** Applies the settings of the kernel in a network of its own, which goes when the program ends. */
const sysctl: Verifier = {
  ...withoutStandIns,
  program: 'sysctl',
  title: 'sysctl',
  /** What sysctl says of the kernel's settings. */
  complaint: {code: 'LB787', rule: 'sysctl-complains'},
  versionArguments: ['--version'],
  parseVersion: output => /\bprocps(?:-ng)? (\d+\.\d+)/.exec(output)?.[1],
  checks: ({path}) => path.endsWith('/90-lbgen.conf'),
  command: (program, file) => [...ownNetwork, program, '-p', file],
  explain: output => complaintsOf(output, 'sysctl -p', /^sysctl: (?<text>.*)$/).filter(({text}) => !elsewhere.test(text)),
}

const systemd = unitVerifier(
  /** What systemd says of a unit for a load balancer. */ {code: 'LB789', rule: 'systemd-complains'},
  /\/lbgen-(?:nftables|transparent)\.service$/,
)

export const hostVerifiers: readonly Verifier[] = [nft, sysctl, systemd]
