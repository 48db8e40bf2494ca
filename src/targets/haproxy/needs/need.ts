import type {Origin} from '../../../model/cluster.ts'
import type {Feature} from '../since.ts'

/** Something that a spec may ask for and not every release has. */
export interface Need<Part> {
  readonly feature: Feature
  /** What is wanted, as it follows "wants": `to verify its nodes`. */
  readonly what: string
  /** Where the part of the spec asks for it, once or more; undefined where it does not. */
  readonly asked: (part: Part) => Origin | undefined | readonly (Origin | undefined)[]
}
