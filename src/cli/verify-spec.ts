import {type Understood, renderMarked} from '../compile.ts'
import {type Verdict, verifyArtifacts} from '../effects/verify.ts'
import type {Report} from '../findings/finding.ts'
import {targets} from '../targets/index.ts'
import {type EngineChoice, enginePaths} from './engine-flags.ts'

const programs = [...new Set(targets.flatMap(({verifiers = []}) => verifiers.map(({program}) => program)))]

/**
 * A check by the real engines of whatever a spec renders to, as the flags ask for it. The flags are read at once: wrong
 * usage is said before anything else.
 */
export function verifierFor(flags: EngineChoice): (understood: Understood, report: Report) => Promise<readonly Verdict[]> {
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
    return verifyArtifacts(verification, report)
  }
}
