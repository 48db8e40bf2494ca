import {expect, test} from '@jest/globals'
import {isError} from '../../src/findings/finding.ts'
import {compileTexts, fileOf} from '../support/compiling.ts'
import {type Json, balanceSpec, isMap, partsOf, richSpec, withPart, ldirectordSpec, lvsSpec} from '../support/rich-spec.ts'
import {isThorough, someOf} from '../support/thorough.ts'

const filesOf = (spec: Json): readonly string[] | undefined => {
  const {artifacts, findings} = compileTexts(JSON.stringify(spec))
  return findings.some(isError) ? undefined : artifacts.map(fileOf)
}

// Keys of Java properties are the user's own, and one may begin with `x-`; headers, too.
const ownKeys = ['properties', 'nodeProperties', 'headers', 'set', 'add']

test.each<[string, Json]>([
  ['the rich spec', richSpec],
  ['a spec for Balance', balanceSpec],
  ['a spec for the kernel', lvsSpec],
  ['a spec for ldirectord', ldirectordSpec],
])('a free key changes nothing wherever %s may have one', (_, spec) => {
  const plain = JSON.stringify(filesOf(spec))
  const maps = partsOf(spec).filter(({path, value}) => isMap(value) && !path.some(step => ownKeys.includes(String(step))))
  const changed = someOf(maps, 5).flatMap(({path, value}) => {
    const files = filesOf(withPart(spec, path, {...(isMap(value) ? value : {}), 'x-free': {a: [1, null]}}))
    return files === undefined ? [] : [{path, same: JSON.stringify(files) === plain}]
  })
  expect(changed.length).toBeGreaterThan(isThorough ? 3 : 1)
  expect(changed.filter(({same}) => !same)).toEqual([])
})
