/** How often each channel must be repeated for these weights: divided by their greatest common divisor. */
export function copiesOf(weights: readonly number[]): readonly number[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0)
  return weights.map(weight => weight / divisor)
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))

/**
 * The order in which places take turns when place `i` has `copies[i]` of them, as evenly spread as can be (smooth weighted round
 * robin, https://github.com/nginx/nginx/commit/52327e0627f49dbda1e8db695e63a4b0af4448b1): 3 and 1 give 0 0 1 0.
 */
export function interleave(copies: readonly number[]): readonly number[] {
  const total = sum(copies)
  const credit = copies.map(() => 0)
  return Array.from({length: total}, () => {
    for (const [place, count] of copies.entries()) credit[place] = (credit[place] ?? 0) + count
    const next = credit.indexOf(Math.max(...credit))
    credit[next] = (credit[next] ?? 0) - total
    return next
  })
}

/** Whole weights in lowest terms, with a sum of at most `room`, whose shares are nearest to these; undefined when there is no room. */
export function nearestWeights(weights: readonly number[], room: number): readonly number[] | undefined {
  const candidates = Array.from({length: Math.max(0, room - weights.length + 1)}, (_, index) => weights.length + index)
    .map(total => weights.map(weight => Math.max(1, Math.round((weight * total) / sum(weights)))))
    .filter(candidate => sum(candidate) <= room)
    .map(candidate => ({candidate, distance: distance(candidate, weights)}))
  const [first] = candidates.toSorted((a, b) => a.distance - b.distance)
  return first && copiesOf(first.candidate)
}

/** How far apart two sets of weights are: the largest difference between the shares that a place gets. */
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((weight, place) => Math.abs(weight / sum(a) - (b[place] ?? 0) / sum(b))))

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
