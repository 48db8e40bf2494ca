import {nftVerifier} from '../nft.ts'

/** Checks lbgen-marks.nft. */
export const lvsVerifier = nftVerifier(
  /** What nft says of the firewall marks. */ {code: 'LB659', rule: 'nftables-complains'},
  ({target}) => target === 'lvs',
)
