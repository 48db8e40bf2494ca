import {complaintsOf, ownNetwork, withoutStandIns} from './complaints.ts'
import type {Verifier} from './target.ts'

/** Checks files of nftables against the kernel, in a network of its own. */
export const nftVerifier = (complaint: Verifier['complaint'], checks: Verifier['checks']): Verifier => ({
  ...withoutStandIns,
  program: 'nft',
  title: 'nftables',
  complaint,
  versionArguments: ['--version'],
  parseVersion: output => /\bnftables v(\d+(?:\.\d+)+)/.exec(output)?.[1],
  checks,
  command: (program, file) => [...ownNetwork, program, '-c', '-f', file],
  explain: output => complaintsOf(output, 'nft -c', /:(?<line>\d+):\d+-\d+: (?:Error: )?(?<text>.*)$/),
})
