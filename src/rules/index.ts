import type {Report} from '../findings/finding.ts'
import type {Cluster} from '../model/cluster.ts'
import {available} from './available.ts'
import {correct} from './correct.ts'
import {product} from './product.ts'
import type {Judge, Rule} from './rule.ts'
import {secure} from './secure.ts'

/** Every rule, by code, with its page. */
export const documented: readonly Rule[] = [...correct, ...available, ...secure, ...product].sort((a, b) => (a.code < b.code ? -1 : 1))

/** Every rule, by code. */
export const rules: readonly Judge[] = documented

/** Reports every place of a cluster that one of the rules is about. */
export function lint(cluster: Cluster, applied: readonly Judge[], report: Report): void {
  for (const {code, name, severity, see, check} of applied) {
    check(cluster, found => report({code, rule: name, severity, see, ...found}))
  }
}
