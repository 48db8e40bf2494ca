import type {Report} from '../../../findings/finding.ts'
import type {Origin} from '../../../model/cluster.ts'
import {readMarks} from '../../template.ts'
import {kinds} from '../kinds.ts'
import {supports} from '../since.ts'

/** The bytes that the reader of 1.4 and 1.5 takes on a line; a longer one it takes for two, or for a mistake. */
const MAX_BYTES = 2046

/** A piece of the file, the same one for every load balancer, and where it comes from. */
export interface Piece {
  readonly origin: Origin
  readonly texts: readonly string[]
}

/** Reports LB408 once for each piece with a line that the release cannot read, whatever made it so long. */
export function reportLongLines(pieces: readonly Piece[], release: string, report: Report): void {
  if (supports(release, 'quotes')) return
  for (const {origin, texts} of pieces) {
    const lines = texts.flatMap(text => readMarks(text).text.split('\n'))
    const long = lines.find(line => Buffer.byteLength(line) > MAX_BYTES)
    if (long === undefined) continue
    // No more of it: what follows may be a secret.
    const beginning = long.trim().split(' ').slice(0, 2).join(' ').slice(0, 60)
    report({
      ...kinds.lineTooLong,
      message: `A line that begins with \`${beginning}\` would have ${Buffer.byteLength(long)} bytes, and HAProxy ${release} reads at most ${MAX_BYTES}.`,
      hint: 'Say less on it, or use HAProxy 1.6 or later.',
      path: origin,
      part: 'key',
    })
  }
}
