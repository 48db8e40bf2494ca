import {type Code, isOfMachine} from './code.ts'
import codes from './codes.gen.js'

/** What there is to set the severity of. */
export interface KnownRules {
  /** A rule by its name or its code. */
  readonly find: (word: string) => Code | undefined
  readonly names: () => readonly string[]
  /** Whether it is an error that nothing can be rendered with: no rule's judgement, but a fact. */
  readonly isFixed: (code: Pick<Code, 'code' | 'severity'>) => boolean
  /** Whether it is found by reading the spec, rather than on the machine or by an engine. */
  readonly isOfSpec: (name: string) => boolean
}

export function knownRules(): KnownRules {
  const byWord = new Map(codes().flatMap(code => [[code.name, code] as const, [code.code as string, code] as const]))
  return {
    find: word => byWord.get(word) ?? byWord.get(word.toUpperCase()),
    names: () => codes().map(({name}) => name),
    isFixed: ({code, severity}) => severity === 'error' && byWord.get(code)?.family === undefined,
    isOfSpec: name => {
      const code = byWord.get(name)
      return code?.severity !== undefined && !isOfMachine(code.code)
    },
  }
}
