import {existsSync} from 'node:fs'
import type {Report} from '../findings/finding.ts'
import {faults} from './faults.ts'
import {readBytes} from './files.ts'

/** Folders in which nobody writes specs, and where there may be more files than anybody wants to wait for. */
const IGNORED = ['**/node_modules/**', '**/.git/**']

/** What makes a file a cluster spec, whatever it is called: it says which version of the language it is written in. */
const isSpec = (bytes: Uint8Array): boolean => /^\s*\{?\s*["']?lbgen["']?\s*:/m.test(Buffer.from(bytes).toString('utf8'))

/**
 * The files that names and patterns such as `*.yaml` stand for, each once. A name stands for itself, whatever is in it; a
 * pattern for the specs that it matches, in order. Reports LB919 for a pattern that stands for none.
 */
export async function findSpecs(names: readonly string[], report: Report): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const name of names) for (const file of await filesOf(name, report)) found.add(file)
  return [...found]
}

async function filesOf(name: string, report: Report): Promise<readonly string[]> {
  if (!/[*?[\]{}!()]/.test(name) || existsSync(name)) return [name]
  const {globSync, isDynamicPattern} = await import('tinyglobby')
  if (!isDynamicPattern(name)) return [name]
  const files = globSync(name, {ignore: IGNORED, expandDirectories: false}).toSorted()
  // What cannot be read is reported when it is compiled.
  const specs = files.filter(file => {
    const bytes = readBytes(file, () => undefined)
    return bytes === undefined || isSpec(bytes)
  })
  if (specs.length > 0) return specs
  report({
    ...faults.noSpec,
    message: `\`${name}\` matches ${files.length === 0 ? 'no file' : 'no cluster spec'}.`,
    hint: 'A spec has the key `lbgen` at its top. Quote the pattern, so that no shell changes it.',
  })
  return []
}
