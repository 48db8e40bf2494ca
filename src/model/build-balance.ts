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
  reportContradictions(name, balance, originOf, report)
  return sourced(
    {
      algorithm: header ? 'header' : parameter ? 'parameter' : (algorithm ?? 'roundrobin'),
      key: header ?? parameter,
      consistent,
      factorPercent: factor === undefined ? undefined : Number.parseInt(factor, 10),
    },
    originOf('balance'),
  )
}

function reportContradictions(name: string, balance: ResolvedService['balance'], originOf: OriginOf, report: Report): void {
  const {algorithm, consistent = false, factor} = balance
  if (!isOneChoice(balance)) {
    report({
      ...kinds.contradiction,
      message: `\`balance\` of service \`${name}\` needs one of \`algorithm\`, \`header\` and \`parameter\`.`,
      hint: 'Keep one of them.',
      path: originOf('balance'),
      part: 'key',
    })
  }
  if (!hashes(balance) && (consistent || factor !== undefined)) {
    report({
      ...kinds.contradiction,
      message: `\`${algorithm ?? ''}\` does not hash, so that \`consistent\` and \`factor\` mean nothing with it.`,
      hint: 'Leave them out, or choose `source`, `uri`, `header` or `parameter`.',
      path: originOf('balance'),
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
}

const isOneChoice = ({algorithm, header, parameter}: ResolvedService['balance']): boolean =>
  [algorithm, header && 'header', parameter && 'parameter'].filter(value => value !== undefined).length === 1

const hashes = ({algorithm, header, parameter}: ResolvedService['balance']): boolean =>
  header !== undefined || parameter !== undefined || algorithm === 'source' || algorithm === 'uri'
