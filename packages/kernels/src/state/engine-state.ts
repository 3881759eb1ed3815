import type { EngineState, Tensor } from '@wordloom/core'
import { WordloomError } from '@wordloom/core'
import type { Arena } from '../memory/arena.js'
import type { Parameter } from '../network/parameter.js'
import type { Optimizer } from '../optimizer/optimizer.js'
import { requireTensor } from '../validation/require-tensor.js'
import type { Pointer } from '../wasm/kernel-exports.js'

const iterationsName = 'optimizer/iterations'

/** A buffer that belongs to the state, under its name there. */
interface NamedBuffer {
  readonly name: string
  readonly shape: readonly number[]
  readonly size: number
  readonly pointer: Pointer
  /** In place of `pointer`, for a buffer outside the arena. */
  readonly outside?: Float32Array | undefined
}

/** Copies weights, and with an optimizer its slots and step count, out of the arena. */
export function readEngineState(
  arena: Arena,
  parameters: readonly Parameter[],
  optimizer: Optimizer | undefined,
): EngineState {
  const state = new Map<string, Tensor>()
  for (const buffer of stateBuffers(parameters, optimizer)) {
    state.set(buffer.name, { shape: buffer.shape, data: valuesOf(arena, buffer).slice() })
  }
  if (optimizer !== undefined) state.set(iterationsName, { shape: [1], data: Float32Array.of(optimizer.iterations) })
  return state
}

/**
 * Copies a state into the arena. All of it is checked before any of it is written.
 *
 * @throws WordloomError `TENSOR_MISSING`, `TENSOR_SHAPE`, or `INVALID_ARGUMENT` for a step count that is none.
 */
export function writeEngineState(
  arena: Arena,
  parameters: readonly Parameter[],
  optimizer: Optimizer | undefined,
  state: EngineState,
): void {
  const buffers = stateBuffers(parameters, optimizer).map((buffer) => ({
    ...buffer,
    data: requireTensor(state, buffer.name, buffer.shape).data,
  }))
  const iterations = optimizer === undefined ? 0 : readIterations(state)
  for (const { data, ...buffer } of buffers) valuesOf(arena, buffer).set(data)
  if (optimizer !== undefined) optimizer.iterations = iterations
}

function stateBuffers(parameters: readonly Parameter[], optimizer: Optimizer | undefined): NamedBuffer[] {
  const weights = parameters.map(({ name, shape, size, value, outside }) => {
    return { name, shape, size, pointer: value, outside }
  })
  const slots = (optimizer?.slots ?? []).map(({ name, parameter, pointer, outside }) => ({
    name: `optimizer/${name}/${parameter.name}`,
    shape: parameter.shape,
    size: parameter.size,
    pointer,
    outside,
  }))
  return [...weights, ...slots]
}

function valuesOf(arena: Arena, { pointer, size, outside }: NamedBuffer): Float32Array {
  return outside ?? arena.float32.subarray(pointer / 4, pointer / 4 + size)
}

function readIterations(state: EngineState): number {
  const iterations = requireTensor(state, iterationsName, [1]).data[0]!
  if (Number.isSafeInteger(iterations) && iterations >= 0) return iterations
  throw new WordloomError('INVALID_ARGUMENT', 'The number of optimizer steps is a whole number of 0 or more', {
    name: iterationsName,
    received: iterations,
  })
}
