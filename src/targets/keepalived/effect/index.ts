import type {Effect, FileChange} from '../../effect.ts'
import {readBlocks} from './blocks.ts'
import {type Bystanders, pairMoves} from './pair.ts'
import {balanceMoves} from './balance.ts'

/** How a new keepalived.conf takes effect: always by a reload. Who moves depends on what differs in it. */
export function effectOf({before, after}: FileChange, bystanders: Bystanders): Effect | undefined {
  if (before === undefined || after === undefined || before === after) return undefined
  const [old, now] = [readBlocks(before), readBlocks(after)]
  const moves = [...pairMoves(old, now, bystanders), ...balanceMoves(old, now)]
  return {
    how: 'reload',
    reasons: [],
    commands: [],
    moves: moves.length > 0 ? moves : [{service: undefined, who: 'none', text: 'No address moves, and no connection ends.'}],
  }
}
