import {type Tester} from './engine.ts'
import {type Offer, forRelease, offer} from './offer.ts'
import {broken} from './promise.ts'
import {shrink} from './shrink.ts'
import {type Spec, specOf} from './spec.ts'

/** A promise that was not kept. */
export interface Failure {
  readonly seed: number
  readonly release: string
  readonly faults: readonly string[]
  /** The smallest spec that was found for the first of them. */
  readonly spec: Spec
}

interface Outcome {
  readonly accepted: boolean
  readonly failure?: Failure
}

/** Holds the spec of a seed to the promise, with one release. Every fifth spec stays as wild as it was made. */
export async function hold(seed: number, tester: Tester, folder: string, isKnown: (fault: string) => boolean): Promise<Outcome> {
  const {release} = tester
  const wild = forRelease(specOf(seed), tester)
  const smallest = (from: Spec, fault: string, same: (smaller: Spec) => Promise<boolean>): Promise<Spec> =>
    isKnown(fault) ? Promise.resolve(from) : shrink(from, same)
  const {faults, spec} = safely(() => offer(wild, seed % 5 === 4 ? 'wild' : 'settled'))
  const [senseless] = faults
  if (senseless !== undefined) {
    const same = async (smaller: Spec): Promise<boolean> => safely(() => offer(smaller, 'wild')).faults.length > 0
    return {accepted: false, failure: {seed, release, faults, spec: await smallest(wild, senseless, same)}}
  }
  if (spec === undefined) return {accepted: false}
  const found = await safelyBroken(spec, tester, folder)
  const [first] = found
  if (first === undefined) return {accepted: true}
  const kind = kindOf(first)
  const same = async (smaller: Spec): Promise<boolean> => {
    const offered = safely(() => offer(smaller, 'wild'))
    return offered.spec !== undefined && (await safelyBroken(offered.spec, tester, folder)).some(fault => kindOf(fault) === kind)
  }
  return {accepted: true, failure: {seed, release, faults: found, spec: await smallest(spec, first, same)}}
}

/** A fault without the names in it, so that a smaller spec may have others. */
export const kindOf = (fault: string): string => fault.replaceAll(/'[^']*'|`[^`]*`|\d+|\n.*$/gs, '').slice(0, 60)

/** Nothing that a spec says may make lbgen crash. */
function safely(work: () => Offer): Offer {
  try {
    return work()
  } catch (error) {
    return {faults: [crash(error)], spec: undefined}
  }
}

async function safelyBroken(spec: Spec, tester: Tester, folder: string): Promise<readonly string[]> {
  try {
    return await broken(spec, tester, folder)
  } catch (error) {
    return [crash(error)]
  }
}

const crash = (error: unknown): string => `lbgen crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
