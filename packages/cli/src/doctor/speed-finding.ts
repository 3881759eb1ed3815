import { limited, ok, type Finding } from './finding.js'
import type { TrainingSpeed } from './training-speed.js'

/** Less is what machines of ten years ago do with SIMD. */
const slowGigaflops = 2

/** What a short training tells about this machine. */
export function speedFinding(speeds: readonly TrainingSpeed[]): Finding {
  const found = speeds
    .map(({ threads, gigaflops, millisecondsPerStep }) => {
      const name = threads === 1 ? '1 thread' : `${threads} threads`
      return `${gigaflops.toFixed(1)} GFLOP/s on ${name} (${millisecondsPerStep.toFixed(1)} ms a step)`
    })
    .join(', ')
  if (speeds.some(({ gigaflops }) => gigaflops >= slowGigaflops)) return ok('training-speed', found)
  return limited('training-speed', {
    found,
    consequence: 'Trainings take long.',
    remedy: 'Close other programs, or use a newer Node or machine.',
  })
}
