import type { OptimizerSpec } from '@wordloom/core'
import type { Arena } from '../memory/arena.js'
import { copyRowsIn, copyRowsOut } from '../memory/outside-rows.js'
import type { Parameter, RowGradient } from '../network/parameter.js'
import type { TaskQueue } from '../tasks/task-queue.js'
import type { KernelExports, Pointer } from '../wasm/kernel-exports.js'
import { createAdamRule } from './adam-rule.js'
import { clipScale } from './clip-scale.js'
import { createFrozenRows } from './frozen-rows.js'
import { gradientNorm } from './gradient-norm.js'
import { createRmspropRule } from './rmsprop-rule.js'
import { createSgdRule } from './sgd-rule.js'
import type { SlotName, UpdateRule } from './update-rule.js'

/** Moves parameters along their gradients. */
export interface Optimizer {
  /** Steps taken so far. Setting it brings back the bias correction of that step. */
  iterations: number
  /** What it keeps between steps, parameter after parameter. */
  readonly slots: readonly OptimizerSlot[]
  /**
   * One step on every parameter that learns, along the gradients that the backward pass left.
   *
   * @param learningRate - @defaultValue that of the specification
   */
  step(learningRate?: number): void
}

/** A buffer as large as a parameter, under Keras' name. */
export interface OptimizerSlot {
  readonly name: SlotName
  readonly parameter: Parameter
  /** 0 when it lies outside. */
  readonly pointer: Pointer
  readonly outside?: Float32Array | undefined
}

/** What an optimizer works with. */
export interface OptimizerContext {
  readonly arena: Arena
  readonly kernels: KernelExports
  readonly tasks: TaskQueue
}

/** Elements of a parameter, or of rows of one, that one task moves. */
const elementsPerTask = 16_384

/** A parameter with the pointers that the kernels take. */
interface BoundParameter {
  readonly parameter: Parameter
  readonly value: Pointer
  readonly size: number
  readonly tableRows: number
  readonly gradient: Pointer | RowGradient
  /** 0 for those of a table outside. */
  readonly slots: SlotPointers
  /** Present for a table that lies outside the arena. */
  readonly outside: OutsideTable | undefined
}

/** A table outside the arena, and its slots. */
interface OutsideTable {
  readonly values: Float32Array
  /** In the order of the kernels. */
  readonly slots: readonly (Float32Array | undefined)[]
}

/** In the order in which the kernels take them; 0 for one that the optimizer has not. */
type SlotPointers = readonly [Pointer, Pointer, Pointer]

/**
 * Makes an optimizer for the parameters of a network, with the arithmetic of Keras 3. Its slots lie behind what the arena
 * has handed out so far, so it must be made before the buffers of a batch; it commits the arena.
 *
 * @param parameters - those that do not learn are left alone
 * @param frozenRows - `[table rows]`: 1 for the rows that are left alone and that do not count for the norm of
 * {@link OptimizerSpec} `globalClipNorm`. It is copied. @defaultValue none
 * @throws WordloomError `RUNTIME_UNSUPPORTED` when the slots do not fit into the memory.
 */
export function createOptimizer(
  { arena, kernels, tasks }: OptimizerContext,
  spec: OptimizerSpec,
  parameters: readonly Parameter[],
  frozenRows?: Uint8Array,
): Optimizer {
  const rule = createRule(kernels, spec)
  const settings = arena.allocate(rule.settingsCount)
  const bound = parameters.flatMap((parameter) => bindParameter(arena, rule, parameter))
  const gradients = bound.map(({ size, gradient }) => ({ size, gradient }))
  const frozen = createFrozenRows(arena, frozenRows)
  const frozenFlags = frozenRows?.slice()
  const everyRow = spec.embeddingUpdates === 'dense' && rule.movesWithoutGradient
  let iterations = 0

  function gradientScale(): number {
    const { globalClipNorm } = spec
    return globalClipNorm === undefined ? 1 : clipScale(gradientNorm(kernels, gradients, frozen), globalClipNorm)
  }

  function addUpdate(value: Pointer, slots: SlotPointers, gradient: Pointer, size: number): void {
    for (let first = 0; first < size; first += elementsPerTask) {
      const shift = 4 * first
      const [slot0, slot1, slot2] = slots
      tasks.add(
        rule.update,
        settings,
        value + shift,
        slot0 + shift,
        slot1 + shift,
        slot2 + shift,
        gradient + shift,
        Math.min(elementsPerTask, size - first),
      )
    }
  }

  function updateTouchedRows({ value, slots }: BoundParameter, rows: RowGradient): void {
    const { values, ids, count, columns } = rows
    const rowsPerTask = Math.ceil(elementsPerTask / columns)
    for (let first = 0; first < count; first += rowsPerTask) {
      const gradient = values + 4 * first * columns
      const part = Math.min(rowsPerTask, count - first)
      tasks.add(rule.updateRows, settings, value, ...slots, gradient, ids + 4 * first, frozen, part, columns)
    }
  }

  function updateAllRows({ value, slots, tableRows }: BoundParameter, rows: RowGradient): void {
    const { values, slotOfId, zeros, columns } = rows
    const rowsPerTask = Math.ceil(elementsPerTask / columns)
    for (let first = 0; first < tableRows; first += rowsPerTask) {
      const shift = 4 * first * columns
      const [slot0, slot1, slot2] = slots
      tasks.add(
        rule.updateTable,
        settings,
        value + shift,
        slot0 + shift,
        slot1 + shift,
        slot2 + shift,
        values,
        slotOfId + 4 * first,
        zeros,
        frozen === 0 ? 0 : frozen + first,
        Math.min(rowsPerTask, tableRows - first),
        columns,
      )
    }
  }

  function updateOutside({ slots }: OutsideTable, rows: RowGradient): void {
    const { travelling, ids, count, columns, values } = rows
    for (const [i, slot] of slots.entries()) {
      if (slot !== undefined) copyRowsIn(arena, travelling!.slots[i]!, slot, ids, count, columns)
    }
    addUpdate(travelling!.weights, travelling!.slots, values, count * columns)
  }

  function bringBack({ values, slots }: OutsideTable, rows: RowGradient): void {
    const { travelling, ids, count, columns } = rows
    copyRowsOut(arena, values, travelling!.weights, ids, count, columns, frozenFlags)
    for (const [i, slot] of slots.entries()) {
      if (slot !== undefined) copyRowsOut(arena, slot, travelling!.slots[i]!, ids, count, columns, frozenFlags)
    }
  }

  return {
    slots: bound.flatMap((parameter) => slotsOf(rule, parameter)),
    get iterations() {
      return iterations
    },
    set iterations(steps) {
      iterations = 0
      rule.restart()
      for (; iterations < steps; iterations++) rule.advance()
    },
    step(learningRate = spec.learningRate) {
      iterations++
      rule.advance()
      rule.writeSettings(arena.float32, settings / 4, learningRate, gradientScale())
      for (const parameter of bound) {
        const { gradient, value, slots, size, outside } = parameter
        if (typeof gradient === 'number') addUpdate(value, slots, gradient, size)
        else if (outside !== undefined) updateOutside(outside, gradient)
        else if (everyRow) updateAllRows(parameter, gradient)
        else updateTouchedRows(parameter, gradient)
      }
      tasks.run()
      for (const { outside, gradient } of bound) {
        if (outside !== undefined && typeof gradient !== 'number') bringBack(outside, gradient)
      }
    },
  }
}

function createRule(kernels: KernelExports, spec: OptimizerSpec): UpdateRule {
  switch (spec.type) {
    case 'adam':
      return createAdamRule(kernels, spec, 0)
    case 'adamw':
      return createAdamRule(kernels, spec, spec.weightDecay)
    case 'sgd':
      return createSgdRule(kernels, spec)
    case 'rmsprop':
      return createRmspropRule(kernels, spec)
  }
}

function bindParameter(arena: Arena, rule: UpdateRule, parameter: Parameter): BoundParameter[] {
  const { value, size, shape, training, outside } = parameter
  if (training === undefined) return []
  const common = { parameter, value, size, tableRows: shape[0]!, gradient: training.gradient }
  if (outside !== undefined) {
    const slots = rule.slots.map((name) => (name === undefined ? undefined : new Float32Array(size)))
    return [{ ...common, slots: [0, 0, 0], outside: { values: outside, slots } }]
  }
  const [first, second, third] = rule.slots
  const allocate = (name: SlotName | undefined): Pointer => (name === undefined ? 0 : arena.allocate(size))
  const slots = [allocate(first), allocate(second), allocate(third)] as const
  return [{ ...common, slots, outside: undefined }]
}

function slotsOf(rule: UpdateRule, { parameter, slots, outside }: BoundParameter): OptimizerSlot[] {
  return rule.slots.flatMap((name, i) =>
    name === undefined ? [] : [{ name, parameter, pointer: slots[i]!, outside: outside?.slots[i] }],
  )
}
