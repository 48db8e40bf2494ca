import {expect, test} from '@jest/globals'
import {hasCifsOff, listSupport} from '../../../src/targets/alfresco/since.ts'

const all = ['3.4.14', '4.1.10', '4.2.4', '5.0']

test.each(['3.4.14', '3.4.15', '4.1.10', '4.1.10.1', '4.2.4', '5.0', '5.0.1', '5.1', '5.2.7', '6.0', '6.0.1'])(
  'has cifs.loadBalancerList in %s',
  release => {
    expect(listSupport(release)).toEqual({kind: 'has'})
  },
)

test.each([
  ['3.3', all],
  ['3.4.0', ['3.4.14']],
  ['3.4.13', ['3.4.14']],
  ['4.0', all],
  ['4.0.2', all],
  ['4.1.9', ['4.1.10']],
  ['4.2.3', ['4.2.4']],
])('lacks cifs.loadBalancerList in %s', (release, first) => {
  expect(listSupport(release)).toEqual({kind: 'lacks', first})
})

test.each([
  ['3.4', '3.4.14'],
  ['4.1', '4.1.10'],
  ['4.2', '4.2.4'],
])('is unsure of %s, whose service pack decides', (release, first) => {
  expect(listSupport(release)).toEqual({kind: 'unsure', first: [first]})
})

test.each(['6.1', '6.1.0', '6.2', '7.4', '23.1', '25.1.0'])('has no CIFS in %s', release => {
  expect(listSupport(release)).toEqual({kind: 'gone'})
})

test.each([
  ['5.2', false],
  ['6.0', true],
  ['6.0.1', true],
  ['6.1', false],
])('knows whether CIFS is there and off by default in %s: %s', (release, expected) => {
  expect(hasCifsOff(release)).toBe(expected)
})
