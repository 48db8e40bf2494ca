import {beforeAll, describe, expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {placeOf} from '../../src/findings/place.ts'
import {documented as rules} from '../../src/rules/index.ts'
import {forNewest} from '../support/promise/offer.ts'
import {compileSpec, settle} from '../support/promise/settle.ts'
import {type Spec, specOf} from '../support/promise/spec.ts'
import {isThorough} from '../support/thorough.ts'

const COUNT = isThorough ? 200 : 40
const names = new Map(rules.map(({code, severity}) => [code, severity]))

// Specs that lbgen takes, with all fields mixed as nobody would mix them: rules have to make sense of each.
describe('of specs that are made from the schema', () => {
  const found: (readonly Finding[])[] = []

  beforeAll(() => {
    for (let seed = 1; found.length < COUNT; seed++) {
      const settled: Spec | undefined = settle(forNewest(specOf(seed))).settled
      if (settled !== undefined) found.push(compileSpec(settled).findings.filter(({code}) => names.has(code)))
    }
  }, 120_000)

  test('each finding of a rule is a sentence, with a place and an instruction', () => {
    const senseless = found.flat().filter(finding => {
      const {message, hint = ''} = finding
      return placeOf(finding) === undefined || !/^[^\n\p{Cc}]+\.$/u.test(message) || !/^[^\n\p{Cc}]+\.$/u.test(hint)
    })
    expect(senseless.map(({code, message, hint}) => `${code} ${message} ${hint ?? ''}`)).toEqual([])
  })

  test('none is said twice of one place', () => {
    const twice = found.flatMap(findings => {
      const said = findings.map(({code, path = '', message}) => `${code} ${path} ${message}`)
      return said.filter((one, index) => said.indexOf(one) !== index)
    })
    expect(twice).toEqual([])
  })

  test('no rule that warns holds for most of them', () => {
    const shares = [...names].flatMap(([code, severity]) => {
      const share = found.filter(findings => findings.some(finding => finding.code === code)).length / COUNT
      return severity !== 'hint' && share > 0.5 ? [`${code} ${share}`] : []
    })
    expect(shares).toEqual([])
  })
})
