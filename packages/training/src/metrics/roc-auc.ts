/**
 * Area under the ROC curve: how likely a positive row has the higher score than a negative one; equal scores count half
 * (the Mann–Whitney statistic, by mean ranks). NaN unless both kinds of rows are there.
 *
 * @see Fawcett (2006), "An introduction to ROC analysis"
 */
export function rocAuc(scores: ArrayLike<number>, isPositive: readonly boolean[]): number {
  const order = Array.from(scores, (_, row) => row).sort((a, b) => scores[a]! - scores[b]!)
  let positives = 0
  let rankSum = 0
  for (let first = 0; first < order.length;) {
    let end = first + 1
    while (end < order.length && scores[order[end]!] === scores[order[first]!]) end += 1
    const meanRank = (first + 1 + end) / 2
    for (const row of order.slice(first, end)) {
      if (isPositive[row] === true) {
        positives += 1
        rankSum += meanRank
      }
    }
    first = end
  }
  const negatives = order.length - positives
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}
