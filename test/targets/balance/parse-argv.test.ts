import {describe, expect, test} from '@jest/globals'
import {cases} from './cases.ts'
import {caseMachine} from './machine.ts'
import {parseArgv} from './parse-argv.ts'

describe('the parser that judges what lbgen writes', () => {
  test('knows all cases', () => expect(cases).toHaveLength(246))

  test.each(cases)('agrees with Balance 3.57 on $id', ({argv, accepted, exit_code, groups, trap = false, precondition}) => {
    const verdict = parseArgv(argv, caseMachine(precondition))
    const expected = accepted ? {accepted, groups, trap} : {accepted, exitCode: exit_code}
    expect(verdict.accepted ? {accepted: true, groups: verdict.groups, trap: verdict.traps.length > 0} : verdict).toEqual(expected)
  })

  test.each(cases.filter(each => each.in_3_54))('agrees with Balance 3.54 on $id', ({argv, in_3_54}) => {
    const verdict = parseArgv(argv, caseMachine(undefined), {arguments: 63, groups: 16})
    expect(verdict).toMatchObject({accepted: in_3_54?.accepted, exitCode: in_3_54?.exit_code})
  })
})
