import type {Origin, Sourced} from '../../model/cluster.ts'
import type {VirtualServer} from './virtual.ts'

/** A word of a manager's file and where it comes from. */
export interface Word {
  readonly origin: Origin
  readonly value: string | number
}

/** Whole seconds: shorter times of defaults are said to be rounded up, others are refused. */
export const wholeSeconds = ({value, origin}: Sourced<number>): Word => ({value: Math.ceil(value / 1000), origin})

/** How packets get to the nodes: one of the three is true. */
export interface Forward {
  readonly origin: Origin
  readonly dr: boolean
  readonly nat: boolean
  readonly tun: boolean
}

export const forwardView = ({packets: {forward}}: VirtualServer): Forward => ({
  origin: forward.origin,
  dr: forward.value === 'dr',
  nat: forward.value === 'nat',
  tun: forward.value === 'tun',
})

/** A text for a regular expression: letters, digits and blanks as they are, every other byte in hex behind what escapes it. */
export const inBytes = (text: string, escape: string): string =>
  [...new TextEncoder().encode(text)]
    .map(byte => {
      const character = String.fromCharCode(byte)
      return /[A-Za-z0-9 ]/.test(character) ? character : `${escape}${byte.toString(16).padStart(2, '0')}`
    })
    .join('')
