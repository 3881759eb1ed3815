import type { RaceOutcome } from '../runner/race.js'
import type { Target } from '../runner/target.js'

/** A target for the fastest of the contestants whose names begin so: none where all of them are missing. */
export function targetOfFastest(
  { summaries }: Pick<RaceOutcome, 'summaries'>,
  prefix: string,
  target: Target,
): Record<string, Target> {
  const [fastest] = [...summaries]
    .filter(([name]) => name.startsWith(prefix))
    .sort(([, a], [, b]) => a.median - b.median)
  return fastest === undefined ? {} : { [fastest[0]]: target }
}
