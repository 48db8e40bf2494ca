import {readFileSync} from 'node:fs'
import {join} from 'node:path'

/** What `haproxy -c` of a release says of a directive: accepts it, warns, alerts although it exits with 0, refuses it, crashes, or was not asked. */
export type Verdict = 'o' | 'w' | 'a' | 'e' | 'c' | '-'

interface Oracle {
  /** 1.4 to 3.4. */
  readonly releases: readonly string[]
  /** By name: the directive, the configuration around it, and a verdict for each release. */
  readonly features: Readonly<Record<string, readonly [directive: string, context: string, verdicts: string]>>
}

const oracle: Oracle = JSON.parse(readFileSync(join(import.meta.dirname, '../oracles/haproxy.json'), 'utf8'))

export const {releases} = oracle

/** What each release said of a directive, in the order of `releases`. Throws for one that was not measured. */
export function verdictsOn(name: string): readonly Verdict[] {
  const verdicts = oracle.features[name]?.[2]
  if (verdicts === undefined) throw new Error(`The oracle knows no ${name}.`)
  // The cast: a verdict is one character.
  return verdicts.split('') as Verdict[]
}

/** Everything that was measured. */
export const measuredDirectives: readonly {
  readonly directive: string
  /** What stood around it, by a name of the oracle's own: `fe-http`. */
  readonly context: string
  readonly verdicts: readonly Verdict[]
}[] = Object.values(oracle.features).map(([directive, context, verdicts]) => ({
  directive,
  context,
  // The cast: a verdict is one character.
  verdicts: verdicts.split('') as Verdict[],
}))
