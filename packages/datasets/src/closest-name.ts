/**
 * What somebody probably meant who misspelt a name; this entry needs nothing of Node.
 *
 * @packageDocumentation
 */

/**
 * The name that was probably meant: the same but for case and surrounding space, or else few edits away.
 *
 * @returns undefined when no name is close.
 */
export function closestName(wanted: string, names: Iterable<string>): string | undefined {
  const normalize = (name: string): string => name.trim().toLowerCase()
  const target = normalize(wanted)
  let closest: string | undefined
  // Two thirds of a name must be right; a name of one or two letters has no near miss.
  let allowed = Math.floor(target.length / 3)
  for (const name of names) {
    if (normalize(name) === target) return name
    const distance = editDistance(target, normalize(name), allowed)
    if (distance > allowed || (closest !== undefined && distance === allowed)) continue
    closest = name
    allowed = distance
  }
  return closest
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let beforePrevious: number[] = []
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const current = [i]
    for (let j = 1; j <= right.length; j++) {
      const substitution = previous[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1)
      let best = Math.min(substitution, previous[j]! + 1, current[j - 1]! + 1)
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        best = Math.min(best, beforePrevious[j - 2]! + 1)
      }
      current.push(best)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.length]!
}
