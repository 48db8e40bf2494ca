import {findSpecs} from '../effects/find-specs.ts'
import type {Report} from '../findings/finding.ts'

/** The specs that names and patterns stand for. Says what patterns match beside them, so that no spec is left out without a word. */
export async function specsFor(
  names: readonly string[],
  flags: {readonly quiet: boolean; readonly verbose: boolean},
  remark: (text: string) => void,
  report: Report,
): Promise<readonly string[]> {
  const {specs, passedOver} = await findSpecs(names, report)
  const count = passedOver.length
  if (count > 0 && !flags.quiet)
    remark(`passed over ${count === 1 ? '1 file that is no cluster spec' : `${count} files that are no cluster specs`}\n`)
  if (flags.verbose && !flags.quiet) for (const file of passedOver) remark(`passed over ${file}\n`)
  return specs
}
