import {compileTexts, fileOf} from '../../support/compiling.ts'

const nodes = '{node1: 10.0.0.11, node2: {address: 10.0.0.12, weight: 3}, node3: {address: 10.0.0.13, state: drain}, node6: 2001:db8::11}'

/** A spec of services that the kernel balances. */
export const specOf = (services: Readonly<Record<string, object>>, manager: 'keepalived' | 'ldirectord' = 'keepalived'): string =>
  `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: ${nodes}
defaults: {engine: lvs, forward: dr}
lvs: {manager: ${manager}}
resolvers: {dns: {nameservers: ["10.0.0.53:53"]}}
services: ${JSON.stringify(services)}
`

/** One file of what is compiled, its lines without indentation. */
export function linesOf(path: string, spec: string): readonly string[] {
  const {artifacts, findings} = compileTexts(spec)
  const artifact = artifacts.find(one => one.path === path)
  if (artifact === undefined) throw new Error(findings.map(({message}) => message).join('\n'))
  return fileOf(artifact)
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
}

/** Codes of what is found, errors alone. */
export const errorsIn = (spec: string): readonly string[] =>
  compileTexts(spec).findings.flatMap(({code, severity}) => (severity === 'error' ? [code] : []))

/** Codes of hints and warnings of the kernel's own. */
export const hintsIn = (spec: string): readonly string[] =>
  compileTexts(spec).findings.flatMap(({code, severity}) => (severity !== 'error' && code.startsWith('LB6') ? [code] : []))
