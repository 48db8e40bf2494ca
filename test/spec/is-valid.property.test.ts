import {expect, test} from '@jest/globals'
import fc from 'fast-check'
import isValid from '../../src/spec/is-valid.gen.js'
import validate from '../../src/spec/validate.gen.js'
import {type Json, partsOf, richSpec, withPart} from '../support/rich-spec.ts'
import {isThorough} from '../support/thorough.ts'

const others: readonly Json[] = [null, true, -1, 0, 1.5, 70_000, '', 'x', 'a b', '\n', '5s', '/x', [], ['x'], {}, {x: 1}, {'x-y': 1}]

test('a spec is valid where nothing is said against it, and only there', () => {
  const verdicts = {true: 0, false: 0}
  fc.assert(
    fc.property(fc.constantFrom(...partsOf(richSpec)), fc.constantFrom(...others), ({path}, other) => {
      const changed = withPart(richSpec, path, other)
      const verdict = isValid(changed)
      expect(verdict).toBe(validate(changed))
      verdicts[`${verdict}`]++
    }),
    {numRuns: isThorough ? 2000 : 300},
  )
  expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(isThorough ? 50 : 5)
})
