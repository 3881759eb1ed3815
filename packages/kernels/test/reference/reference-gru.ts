import { addOuterProduct, addTo, project, projectBack } from './reference-linear.js'

/** One direction's weights, or their gradients, in float64 and Keras' layouts. */
export interface GruWeights {
  /** `[inputs, 3 * units]` */
  readonly kernel: Float64Array
  /** `[units, 3 * units]` */
  readonly recurrentKernel: Float64Array
  /** `[2, 3 * units]`, or `[3 * units]` where the reset gate applies before the product. */
  readonly bias: Float64Array
}

interface GruStep {
  readonly input: Float64Array
  readonly previous: Float64Array
  readonly z: Float64Array
  readonly r: Float64Array
  /** What the state gives to the proposed one: before the reset gate with `resetAfter`, else behind it. */
  readonly candidate: Float64Array
  readonly proposed: Float64Array
}

export interface GruRun {
  readonly resetAfter: boolean
  readonly state: Float64Array
  readonly steps: readonly GruStep[]
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** Runs one row through a GRU, in the order in which the inputs are given. */
export function runGru(
  inputs: readonly Float64Array[],
  units: number,
  weights: GruWeights,
  resetAfter: boolean,
): GruRun {
  const inputBias = weights.bias.subarray(0, 3 * units)
  const recurrentBias = resetAfter ? weights.bias.subarray(3 * units) : new Float64Array(3 * units)
  let state = new Float64Array(units)
  const steps: GruStep[] = []
  for (const input of inputs) {
    const fromInput = project(input, weights.kernel, inputBias)
    const fromState = project(state, weights.recurrentKernel, recurrentBias)
    const z = state.map((_, j) => sigmoid(fromInput[j]! + fromState[j]!))
    const r = state.map((_, j) => sigmoid(fromInput[units + j]! + fromState[units + j]!))
    const candidate = (resetAfter ? fromState : project(times(r, state), weights.recurrentKernel, recurrentBias)).slice(
      2 * units,
    )
    const addend = resetAfter ? times(r, candidate) : candidate
    const proposed = state.map((_, j) => Math.tanh(fromInput[2 * units + j]! + addend[j]!))
    steps.push({ input, previous: state, z, r, candidate, proposed })
    state = state.map((previous, j) => z[j]! * previous + (1 - z[j]!) * proposed[j]!)
  }
  return { resetAfter, state, steps }
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
  { resetAfter, steps }: GruRun,
  stateGradient: Float64Array,
  weights: GruWeights,
  gradients: GruWeights,
  stepGradients: readonly Float64Array[] = [],
): Float64Array[] {
  const units = stateGradient.length
  const none = new Float64Array(units)
  const inputGradients: Float64Array[] = []
  let outer = stateGradient
  for (const [i, { input, previous, z, r, candidate, proposed }] of [...steps.entries()].toReversed()) {
    outer = outer.map((value, j) => value + (stepGradients[i]?.[j] ?? 0))
    const toZ = outer.map((value, j) => value * (previous[j]! - proposed[j]!) * z[j]! * (1 - z[j]!))
    const toProposed = outer.map((value, j) => value * (1 - z[j]!) * (1 - proposed[j]! ** 2))
    // Reset before: the product's input is r * previous, and its gradient passes to both.
    const throughProduct = sideBySide(none, none, toProposed)
    const toProduct = resetAfter ? none : projectBack(throughProduct, weights.recurrentKernel, units)
    const toGate = resetAfter ? times(toProposed, candidate) : times(toProduct, previous)
    const toR = toGate.map((value, j) => value * r[j]! * (1 - r[j]!))
    const toInput = sideBySide(toZ, toR, toProposed)
    const toState = sideBySide(toZ, toR, resetAfter ? times(toProposed, r) : none)

    addOuterProduct(gradients.kernel, input, toInput)
    addOuterProduct(gradients.recurrentKernel, previous, toState)
    if (!resetAfter) addOuterProduct(gradients.recurrentKernel, times(r, previous), throughProduct)
    addTo(gradients.bias, resetAfter ? sideBySide(toInput, toState) : toInput)
    inputGradients.unshift(projectBack(toInput, weights.kernel, input.length))
    const throughState = projectBack(toState, weights.recurrentKernel, units)
    outer = outer.map((value, j) => value * z[j]! + throughState[j]! + toProduct[j]! * r[j]!)
  }
  return inputGradients
}

function times(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((value, j) => value * right[j]!)
}

function sideBySide(...parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]))
}
