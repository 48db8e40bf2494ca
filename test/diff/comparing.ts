import {compareSpecs} from '../../src/compare.ts'
import {type Understood, understand} from '../../src/compile.ts'
import type {Comparison} from '../../src/diff/comparison.ts'
import type {Json} from '../support/rich-spec.ts'
import {targets} from '../../src/targets/index.ts'
import {print} from '../../src/targets/print.ts'

/** What a spec means; undefined where something is wrong with it. */
export const meaningOf = (spec: Json | string): Understood | undefined =>
  understand([{file: 'cluster.yaml', text: typeof spec === 'string' ? spec : JSON.stringify(spec)}]).understood

export const titles = {from: 'before', to: 'after'}

/** The comparison of two specs, as `lbgen diff` prints it; undefined where one of them renders to nothing. */
export function compareTexts(before: Json | string, after: Json | string): Comparison | undefined {
  const [old, now] = [meaningOf(before), meaningOf(after)]
  return old && now && compareSpecs(old, now, titles, {targets, print}, () => undefined)
}
