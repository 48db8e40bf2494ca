/**
 * Whether tests of large spaces take their time. `npm test` does; `npm run check`, which is run all day, tries a smaller
 * share of the same.
 */
export const isThorough = process.env['LBGEN_THOROUGH'] === '1'

/** All of a large space where tests take their time; else every one in so many, spread over the whole of it. */
export const someOf = <T>(all: readonly T[], oneIn: number): readonly T[] =>
  isThorough ? all : all.filter((_, index) => index % oneIn === 0)
