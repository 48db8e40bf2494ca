import {expect, test} from '@jest/globals'
import {addNode} from '../../src/edit/add-node.ts'
import {removeNode} from '../../src/edit/remove-node.ts'
import type {Finding} from '../../src/findings/finding.ts'

const text = 'lbgen: 1\nname: x\nloadBalancers: {lb1: 10.0.0.1}\nnodes:\n  a: 10.0.0.7\nservices: {s: {listen: 445}}\n'

test.each(['constructor', 'toString', 'valueOf'])('adds and removes a node named %s like any other', name => {
  const findings: Finding[] = []
  const [added] = addNode([{file: 'c.yaml', text}], {name, address: '10.0.0.8'}, undefined, finding => findings.push(finding)) ?? []
  expect(added?.text).toContain(`  ${name}: 10.0.0.8\n`)
  const [removed] = removeNode([{file: 'c.yaml', text: added?.text ?? ''}], name, finding => findings.push(finding)) ?? []
  expect(removed?.text).toBe(text)
  expect(findings).toEqual([])
})
