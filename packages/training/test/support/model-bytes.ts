import type { Classifier, EpochMetrics } from '@wordloom/core'

/** All that must be the same after a training that was interrupted: weights bit for bit and the history but for time. */
export function outcomeOf({ weights, history, bestEpoch }: Classifier): {
  /** In their order. */
  readonly weights: readonly (readonly [name: string, bytes: string])[]
  readonly history: readonly Omit<EpochMetrics, 'seconds'>[]
  readonly bestEpoch: number
} {
  const hexOf = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
    Buffer.from(buffer, byteOffset, byteLength).toString('hex')
  return {
    weights: [...weights].map(([name, { data }]) => [name, hexOf(data)] as const),
    history: history.map(({ seconds: _, ...metrics }) => metrics),
    bestEpoch,
  }
}
