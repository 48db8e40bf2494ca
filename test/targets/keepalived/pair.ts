import {compileTexts, fileOf} from '../../support/compiling.ts'
import type {Compiled} from '../../../src/compile.ts'

export interface Pair {
  readonly loadBalancers?: string
  readonly highAvailability?: string
  readonly services?: string
  readonly more?: string
}

const own = 'lb1: {address: 192.168.1.11, interface: eth0}, lb2: {address: 192.168.1.12, interface: ens3}'

/** Two load balancers that share an address. */
export const compilePair = ({loadBalancers = own, highAvailability = 'routerId: 51', services, more = ''}: Pair): Compiled =>
  compileTexts(`lbgen: 1
name: pair
loadBalancers: {${loadBalancers}}
highAvailability: {${highAvailability}}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services: {${services ?? 'web: {listen: "192.168.1.10:80"}'}}
${more}
`)

/** The lines of one of their files; none when there is no such file. */
export const linesOf = (pair: Pair, path: string): readonly string[] =>
  compilePair(pair)
    .artifacts.filter(artifact => artifact.path === path)
    .flatMap(artifact => fileOf(artifact).split('\n'))
    .map(line => line.trim())
    .filter(line => !line.startsWith('# ') && line !== '')

/** The lines of a block, from the one that opens it to the first that closes one. */
export function block(lines: readonly string[], opening: string): readonly string[] {
  const start = lines.indexOf(opening)
  return start === -1 ? [] : lines.slice(start + 1, lines.indexOf('}', start))
}
