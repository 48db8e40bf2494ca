import {type Understood, renderMarked} from '../compile.ts'
import {type Verdict, verifyArtifacts} from '../effects/verify.ts'
import type {Report} from '../findings/finding.ts'
import {targets} from '../targets/index.ts'
import {type EngineChoice, enginePaths} from './engine-flags.ts'
import {progress} from './progress.ts'

const programs = [...new Set(targets.flatMap(({verifiers = []}) => verifiers.map(({program}) => program)))]

/**
 * A check by the real engines of whatever a spec renders to, as the flags ask for it. The flags are read at once: wrong
 * usage is said before anything else. `remark` says something beside the product.
 */
export function verifierFor(
  flags: EngineChoice & {readonly verbose: boolean},
  remark: (text: string) => void,
): (understood: Understood, report: Report) => Promise<readonly Verdict[]> {
  const chosen = enginePaths(flags, programs)
  return async (understood, report) => {
    const {templates} = await import('../targets/templates-marked.gen.js')
    const verification = {
      cluster: understood.cluster,
      targets,
      render: renderMarked(understood, templates),
      enginePaths: chosen,
      requireEngines: flags['require-engines'],
    }
    const {step, end} = progress()
    const onRun = (words: readonly string[]): void => {
      step(`${words.join(' ')} …`)
      if (flags.verbose) remark(`running ${words.join(' ')}\n`)
    }
    try {
      return await verifyArtifacts({...verification, onRun}, report)
    } finally {
      end()
    }
  }
}
