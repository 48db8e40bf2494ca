/**
 * Whether tests of large spaces take their time. `npm test` does; `npm run check`, which is run all day, tries a smaller
 * share of the same.
 */
export const isThorough = process.env['LBGEN_THOROUGH'] === '1'
