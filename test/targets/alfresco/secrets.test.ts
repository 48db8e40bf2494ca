import {expect, test} from '@jest/globals'
import {at, clusterOf} from '../../support/cluster.ts'
import {applicationOn} from './cluster.ts'
import {foundIn} from './render.ts'

// Spring puts the value of a property in the place of its name.
test.each([
  ['plain', []],
  ['$a{b} 5$ }{', []],
  ['x${dir.root}y', ['LB873 /search/sharedSecret']],
])('the secret %s: %j', (value, expected) => {
  const search = {
    subsystem: undefined,
    secureComms: undefined,
    sharedSecret: {origin: '/search/sharedSecret', from: {kind: 'literal', value}},
  } as const
  const repository = applicationOn('repository', ['alfresco1', 'alfresco2'], {release: at('/release', '7.4'), search})
  expect(foundIn(clusterOf({applications: [repository]}))).toEqual(expected)
})
