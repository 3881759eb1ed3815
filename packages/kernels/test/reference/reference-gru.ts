/** One direction's weights, or their gradients, in float64 and Keras' layouts. */
export interface GruWeights {
  /** `[inputs, 3 * units]` */
  readonly kernel: Float64Array
  /** `[units, 3 * units]` */
  readonly recurrentKernel: Float64Array
  /** `[2, 3 * units]` */
  readonly bias: Float64Array
}

interface GruStep {
  readonly input: Float64Array
  readonly previous: Float64Array
  readonly z: Float64Array
  readonly r: Float64Array
  readonly candidate: Float64Array
  readonly proposed: Float64Array
}

export interface GruRun {
  readonly state: Float64Array
  readonly steps: readonly GruStep[]
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** `bias + x W`, column after column. */
export function project(x: Float64Array, weight: Float64Array, bias: Float64Array): Float64Array {
  return bias.map((start, column) =>
    x.reduce((sum, value, i) => sum + value * weight[i * bias.length + column]!, start),
  )
}

/** Runs one row through a GRU with reset_after=True, in the order in which the inputs are given. */
export function runGru(inputs: readonly Float64Array[], units: number, weights: GruWeights): GruRun {
  let state = new Float64Array(units)
  const steps: GruStep[] = []
  for (const input of inputs) {
    const fromInput = project(input, weights.kernel, weights.bias.subarray(0, 3 * units))
    const fromState = project(state, weights.recurrentKernel, weights.bias.subarray(3 * units))
    const z = state.map((_, j) => sigmoid(fromInput[j]! + fromState[j]!))
    const r = state.map((_, j) => sigmoid(fromInput[units + j]! + fromState[units + j]!))
    const candidate = fromState.slice(2 * units)
    const proposed = state.map((_, j) => Math.tanh(fromInput[2 * units + j]! + r[j]! * candidate[j]!))
    steps.push({ input, previous: state, z, r, candidate, proposed })
    state = state.map((previous, j) => z[j]! * previous + (1 - z[j]!) * proposed[j]!)
  }
  return { state, steps }
}

/** The state after every step, in the order of `runGru`. */
export function statesOf({ steps, state }: GruRun): Float64Array[] {
  return steps.map((_, i) => steps[i + 1]?.previous ?? state)
}

/**
 * Adds the gradients of one row to `gradients` and returns those of its inputs, in the order of `runGru`.
 *
 * @param stateGradient - of the last state
 * @param stepGradients - of the state after every step, in the order of `runGru`, if others read them too
 */
export function backpropagateGru(
  { steps }: GruRun,
  stateGradient: Float64Array,
  weights: GruWeights,
  gradients: GruWeights,
  stepGradients: readonly Float64Array[] = [],
): Float64Array[] {
  const units = stateGradient.length
  const inputGradients: Float64Array[] = []
  let outer = stateGradient
  for (const [i, { input, previous, z, r, candidate, proposed }] of [...steps.entries()].toReversed()) {
    outer = outer.map((value, j) => value + (stepGradients[i]?.[j] ?? 0))
    const toInput = new Float64Array(3 * units)
    const toState = new Float64Array(3 * units)
    for (let j = 0; j < units; j++) {
      const toZ = outer[j]! * (previous[j]! - proposed[j]!) * z[j]! * (1 - z[j]!)
      const toProposed = outer[j]! * (1 - z[j]!) * (1 - proposed[j]! ** 2)
      const toR = toProposed * candidate[j]! * r[j]! * (1 - r[j]!)
      toInput.set([toZ], j)
      toInput.set([toR], units + j)
      toInput.set([toProposed], 2 * units + j)
      toState.set([toZ], j)
      toState.set([toR], units + j)
      toState.set([toProposed * r[j]!], 2 * units + j)
    }
    addOuterProduct(gradients.kernel, input, toInput)
    addOuterProduct(gradients.recurrentKernel, previous, toState)
    for (const [column, value] of [...toInput, ...toState].entries()) gradients.bias[column]! += value
    inputGradients.unshift(projectBack(toInput, weights.kernel, input.length))
    const throughState = projectBack(toState, weights.recurrentKernel, units)
    outer = outer.map((value, j) => value * z[j]! + throughState[j]!)
  }
  return inputGradients
}

/** `sum[i, j] += left[i] * right[j]` */
export function addOuterProduct(sum: Float64Array, left: Float64Array, right: Float64Array): void {
  for (const [i, a] of left.entries()) for (const [j, b] of right.entries()) sum[i * right.length + j]! += a * b
}

/** `gradient W^T` for W of `[rows, gradient.length]`. */
export function projectBack(gradient: Float64Array, weight: Float64Array, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    gradient.reduce((sum, value, j) => sum + value * weight[i * gradient.length + j]!, 0),
  )
}
