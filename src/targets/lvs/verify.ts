import {nftVerifier} from '../nft.ts'

/** Checks lbgen-marks.nft. */
export const lvsVerifier = nftVerifier({code: 'LB659', rule: 'nftables-complains'}, ({target}) => target === 'lvs')
