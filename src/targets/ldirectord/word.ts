import type {Origin, Sourced} from '../../model/cluster.ts'

/** A word of the file and where it comes from. */
export interface Word {
  readonly origin: Origin
  readonly value: string | number
}

/** Whole seconds: shorter times of defaults are said to be rounded up, others are refused. */
export const wholeSeconds = ({value, origin}: Sourced<number>): Word => ({value: Math.ceil(value / 1000), origin})
