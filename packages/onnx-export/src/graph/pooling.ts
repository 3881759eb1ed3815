import type { Pooling } from '@wordloom/core'
import { initializerOf } from '../format/initializer.js'
import type { PaddingMarks } from './encoder.js'
import type { GraphBuilder } from './graph-builder.js'

/** States lie between −1 and 1: with this taken off, that of padding is below any of a token. */
const belowAnyState = 3

/** Below the share of tokens of any row that has one, and still a float16 for accelerators that compute in it. */
const smallestShare = 1e-7

/**
 * The mean or the largest of the states of tokens, `[batch, 2 * units]`; zeros for a row without any. `ReduceSum` would be
 * more to the point than `ReduceMean`, but takes its axes otherwise from operator set 13 on, and not every runtime knows
 * both ways.
 */
export function addPooling(
  builder: GraphBuilder,
  pooling: Exclude<Pooling, 'last'>,
  states: string,
  { padding, tokens }: PaddingMarks,
  timeAxis: number,
): string {
  const float = (name: string, value: number): string =>
    builder.constant(initializerOf(name, [1], Float32Array.of(value)))
  if (pooling === 'mean') {
    const masked = builder.add('Mul', [states, tokens], 'states_of_tokens')
    const mean = builder.reduce('ReduceMean', masked, timeAxis, 'mean_of_steps')
    const share = builder.reduce('ReduceMean', tokens, timeAxis, 'share_of_tokens')
    // A row without tokens is 0 / smallestShare. Not by `Max`: Candle has none.
    const smallest = builder.constant(initializerOf('smallest_share', [], Float32Array.of(smallestShare)))
    const divisor = builder.add('Clip', [share, smallest], 'positive_share')
    return builder.add('Div', [mean, divisor], 'pooled')
  }
  const distance = builder.add('Mul', [padding, float('below_any_state', belowAnyState)], 'padding_distance')
  const lowered = builder.add('Sub', [states, distance], 'states_above_padding')
  const largest = builder.reduce('ReduceMax', lowered, timeAxis, 'largest_of_steps')
  const hasToken = builder.reduce('ReduceMax', tokens, timeAxis, 'has_token')
  return builder.add('Mul', [largest, hasToken], 'pooled')
}
