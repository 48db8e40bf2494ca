import type {Finding} from './finding.ts'

/** A finding that somebody has decided about: in a comment of the spec, or in a file beside it. It counts no more, and is not forgotten. */
export interface Suppressed {
  readonly finding: Finding
  readonly kind: 'inSource' | 'external'
  readonly why: string
}
