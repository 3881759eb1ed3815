import type { Pooling } from '@wordloom/core'

type PoolingOfStates = Exclude<Pooling, 'last'>

/** The largest or the mean of every column over the states of a row's tokens; zeros where there is none. */
export function pool(pooling: PoolingOfStates, states: readonly Float64Array[], columns: number): Float64Array {
  return Float64Array.from({ length: columns }, (_, j) => {
    const values = states.map((state) => state[j]!)
    if (values.length === 0) return 0
    return pooling === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / values.length
  })
}

/** The gradient of every state; that of a largest value goes to the first state that has it. */
export function poolBackward(
  pooling: PoolingOfStates,
  states: readonly Float64Array[],
  outer: Float64Array,
): Float64Array[] {
  if (pooling === 'mean') return states.map(() => outer.map((value) => value / states.length))
  const largest = pool('max', states, outer.length)
  const first = largest.map((value, j) => states.findIndex((state) => state[j] === value))
  return states.map((_, position) => outer.map((value, j) => (first[j] === position ? value : 0)))
}
