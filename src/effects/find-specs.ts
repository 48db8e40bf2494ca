import {existsSync} from 'node:fs'
import type {Report} from '../findings/finding.ts'
import type {Found} from './match-specs.ts'

/**
 * The files that names and patterns such as `*.yaml` stand for, each once. A name stands for itself, whatever is in it, and
 * so does what a pattern matches that names its files (`{north,south}/cluster.yaml`); any other pattern for the specs
 * that it matches, in order. Reports LB919 for a pattern that stands for none.
 */
export async function findSpecs(names: readonly string[], report: Report): Promise<Found> {
  const specs = new Set<string>()
  const passedOver = new Set<string>()
  for (const name of names) {
    const found = await filesOf(name, report)
    for (const file of found.specs) specs.add(file)
    for (const file of found.passedOver) passedOver.add(file)
  }
  return {specs: [...specs], passedOver: [...passedOver].filter(file => !specs.has(file))}
}

async function filesOf(name: string, report: Report): Promise<Found> {
  const itself = {specs: [name], passedOver: []}
  if (!/[*?[\]{}!()]/.test(name) || existsSync(name)) return itself
  // Loaded where there is a pattern: most runs are given a name.
  const {matchSpecs} = await import('./match-specs.ts')
  return matchSpecs(name, report) ?? itself
}
