import type {Report} from '../findings/finding.ts'
import type {Sourced} from './cluster.ts'
import {kinds} from './kinds.ts'
import {sourced} from './origin.ts'
import type {ResolvedService} from './resolve.ts'
import type {OriginOf} from './sourced.ts'
import type {BalanceAlgorithm} from './values.ts'

/** Which node gets the next client, as one algorithm with all that it takes. Reports LB120 for fields that contradict each other. */
export function buildBalance(name: string, {balance}: ResolvedService, originOf: OriginOf, report: Report): Sourced<BalanceAlgorithm> {
  const {algorithm, header, parameter, consistent = false, factor} = balance
  const chosen = [algorithm, header && 'header', parameter && 'parameter'].filter(value => value !== undefined)
  const origin = originOf('balance')
  if (chosen.length !== 1) {
    report({
      ...kinds.contradiction,
      message: `\`balance\` of service \`${name}\` needs one of \`algorithm\`, \`header\` and \`parameter\`.`,
      hint: 'Keep one of them.',
      path: origin,
      part: 'key',
    })
  }
  const hashes = header !== undefined || parameter !== undefined || algorithm === 'source' || algorithm === 'uri'
  if (!hashes && (consistent || factor !== undefined)) {
    report({
      ...kinds.contradiction,
      message: `\`${algorithm ?? ''}\` does not hash, so that \`consistent\` and \`factor\` mean nothing with it.`,
      hint: 'Leave them out, or choose `source`, `uri`, `header` or `parameter`.',
      path: origin,
      part: 'key',
    })
  }
  if (factor !== undefined && !consistent) {
    report({
      ...kinds.contradiction,
      message: '`factor` goes with consistent hashing.',
      hint: 'Add `consistent: true`.',
      path: originOf('balance', 'factor'),
    })
  }
  const key = header ?? parameter
  return sourced(
    {
      algorithm: header ? 'header' : parameter ? 'parameter' : (algorithm ?? 'roundrobin'),
      key,
      consistent,
      factorPercent: factor === undefined ? undefined : Number.parseInt(factor, 10),
    },
    origin,
  )
}
