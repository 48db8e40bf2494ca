import {describe, expect, test} from '@jest/globals'
import {forNewest} from './support/promise/offer.ts'
import {settle} from './support/promise/settle.ts'
import {specOf, strangersIn} from './support/promise/spec.ts'
import {fieldsIn, fieldsOfSchema} from './support/promise/vocabulary.ts'
import {isThorough} from './support/thorough.ts'

// The specs of `npm run promise` are made from the schema. What names something needs a line in test/support/promise/meanings.ts.
describe('the generator of specs', () => {
  test('knows how to fill every definition of the schema', () => {
    expect(strangersIn()).toEqual([])
  })

  // The last of them takes half a minute to come up.
  const whereThorough = isThorough ? test : test.skip
  whereThorough('makes specs in which lbgen takes every field of the schema', () => {
    const missing = new Set(fieldsOfSchema())
    missing.delete('include')
    for (let seed = 0; seed < 3000 && missing.size > 0; seed++) {
      const spec = forNewest(specOf(seed))
      const settled = fieldsIn(spec).some(field => missing.has(field)) ? settle(spec).settled : undefined
      if (settled) for (const field of fieldsIn(settled)) missing.delete(field)
    }
    expect([...missing]).toEqual([])
  })
})
