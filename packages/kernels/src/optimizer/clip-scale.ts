/**
 * The factor that brings gradients of a common norm down to a limit, in Keras' float32 arithmetic: within the limit it is
 * 1, or the number next to 1 where `limit * (1 / limit)` comes out so; for a norm that is not finite it is NaN, so that the
 * training loop gets to see it.
 *
 * @param norm - 0 or more
 * @param limit - above 0
 * @see https://github.com/keras-team/keras/blob/v3.15.1/keras/src/optimizers/base_optimizer.py clip_by_global_norm
 */
export function clipScale(norm: number, limit: number): number {
  const single = Math.fround(norm)
  const scale = Math.fround(Math.fround(limit) * Math.min(Math.fround(1 / single), Math.fround(1 / limit)))
  return Math.fround(scale + (single - single))
}
