import type { Weights } from '@wordloom/core'
import type { Arena } from '../memory/arena.js'
import type { Pointer } from '../wasm/kernel-exports.js'

/** A weight that the network holds, with what its training needs. Pointers stay valid as long as the network. */
export interface Parameter {
  /** One of the names of `weightShapes`. */
  readonly name: string
  readonly shape: readonly number[]
  /** Number of elements. */
  readonly size: number
  /** 0 when it lies outside. */
  readonly value: Pointer
  /** The values, where the arena has no room for them. */
  readonly outside?: Float32Array
  /** Absent when it does not learn. */
  readonly training?: ParameterTraining
}

/** What the backward pass leaves for the optimizer, which has the slots. */
export interface ParameterTraining {
  /** As large as the parameter, or only the rows that a batch touched. */
  readonly gradient: Pointer | RowGradient
}

/** Gradient of the rows of a table that occur in a batch; that of all other rows is 0. Filled by the backward pass. */
export interface RowGradient {
  /** Columns of the table. */
  readonly columns: number
  /** `[table rows]` int32: 0, or 1 + the row of `values`. */
  readonly slotOfId: Pointer
  /** `[columns]` zeros. */
  readonly zeros: Pointer
  /** `[count]` int32: the table rows, in order of first occurrence. */
  ids: Pointer
  count: number
  /** `[count, columns]` */
  values: Pointer
  /** Present for a table that lies outside the arena: room for the rows of a batch. */
  readonly travelling?: TravellingRows
}

/** Rows of a batch of a table that lies outside, `[count, columns]` each. */
export interface TravellingRows {
  weights: Pointer
  slots: readonly [Pointer, Pointer, Pointer]
}

/** A parameter with a gradient as large as itself. */
export interface WholeParameter extends Parameter {
  /** 0 when it does not learn. */
  readonly gradient: Pointer
}

/** Reserves a parameter, and its gradient if it is to learn. */
export function allocateParameter(
  arena: Arena,
  name: string,
  shape: readonly number[],
  learns: boolean,
): WholeParameter {
  const size = elementCount(shape)
  const value = arena.allocate(size)
  if (!learns) return { name, shape, size, value, gradient: 0 }
  const gradient = arena.allocate(size)
  return { name, shape, size, value, gradient, training: { gradient } }
}

/** Reserves a table whose rows learn when a batch contains them; without `rows` it does not learn. */
export function allocateTable(
  arena: Arena,
  name: string,
  shape: readonly number[],
  rows: RowGradient | undefined,
  isOutside = false,
): Parameter {
  const size = elementCount(shape)
  const place = isOutside ? { value: 0, outside: new Float32Array(size) } : { value: arena.allocate(size) }
  return { name, shape, size, ...place, ...(rows && { training: { gradient: rows } }) }
}

/** Copies weights to where the parameters lie. */
export function fillParameters(arena: Arena, parameters: readonly Parameter[], weights: Weights): void {
  for (const { name, value, outside } of parameters) {
    const { data } = weights.get(name)!
    if (outside === undefined) arena.float32.set(data, value / 4)
    else outside.set(data)
  }
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}
