import type { Tensor, Tfjs } from '../tfjs.js'
import type { OuterGradient } from './recurrence.js'

/** What one step back gives: the gradient of the state before it, and tensors to keep. */
export interface StepBack {
  readonly next: Tensor
  readonly kept: readonly Tensor[]
}

/**
 * Goes back through all steps, from the last to the first.
 *
 * @param shape - of a state
 * @param stepBack - given the gradient of the state after a step; runs in a `tidy` of its own
 * @returns what was kept of each step, by step
 */
export function outerOfSteps(
  tf: Tfjs,
  steps: number,
  shape: number[],
  { last, steps: ofSteps }: OuterGradient,
  stepBack: (step: number, gradient: Tensor) => StepBack,
): readonly (readonly Tensor[])[] {
  const kept: (readonly Tensor[])[] = []
  let carry: Tensor | undefined = last ?? (ofSteps === undefined ? tf.zeros(shape) : undefined)
  for (let step = steps - 1; step >= 0; step--) {
    const before = carry
    const [next, ...rest] = tf.tidy(() => {
      const own = ofSteps?.[step]
      const gradient = own === undefined ? before! : before === undefined ? own : tf.add(before, own)
      const result = stepBack(step, gradient)
      return [result.next, ...result.kept]
    })
    carry = next
    kept[step] = rest
  }
  return kept
}
