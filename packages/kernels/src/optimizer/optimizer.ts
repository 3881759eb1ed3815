import type { OptimizerSpec } from '@wordloom/core'
import type { Arena } from '../memory/arena.js'
import type { Parameter, RowGradient } from '../network/parameter.js'
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
  readonly pointer: Pointer
}

/** What an optimizer works with. */
export interface OptimizerContext {
  readonly arena: Arena
  readonly kernels: KernelExports
}

/** A parameter with the pointers that the kernels take. */
interface BoundParameter {
  readonly parameter: Parameter
  readonly value: Pointer
  readonly size: number
  readonly tableRows: number
  readonly gradient: Pointer | RowGradient
  readonly slots: SlotPointers
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
  { arena, kernels }: OptimizerContext,
  spec: OptimizerSpec,
  parameters: readonly Parameter[],
  frozenRows?: Uint8Array,
): Optimizer {
  const rule = createRule(kernels, spec)
  const settings = arena.allocate(rule.settingsCount)
  const bound = parameters.flatMap((parameter) => bindParameter(arena, rule, parameter))
  const gradients = bound.map(({ size, gradient }) => ({ size, gradient }))
  const frozen = createFrozenRows(arena, frozenRows)
  const everyRow = spec.embeddingUpdates === 'dense' && rule.movesWithoutGradient
  let iterations = 0

  function gradientScale(): number {
    const { globalClipNorm } = spec
    return globalClipNorm === undefined ? 1 : clipScale(gradientNorm(kernels, gradients, frozen), globalClipNorm)
  }

  function updateTable({ value, slots, tableRows }: BoundParameter, rows: RowGradient): void {
    const { values, ids, slotOfId, zeros, count, columns } = rows
    if (everyRow) {
      rule.updateTable(settings, value, ...slots, values, slotOfId, zeros, frozen, tableRows, columns)
    } else {
      rule.updateRows(settings, value, ...slots, values, ids, frozen, count, columns)
    }
  }

  return {
    slots: bound.flatMap(({ parameter, slots }) => slotsOf(rule, parameter, slots)),
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
        const { value, size, slots, gradient } = parameter
        if (typeof gradient === 'number') rule.update(settings, value, ...slots, gradient, size)
        else updateTable(parameter, gradient)
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
  const { value, size, shape, training } = parameter
  if (training === undefined) return []
  const [first, second, third] = rule.slots
  const allocate = (name: SlotName | undefined): Pointer => (name === undefined ? 0 : arena.allocate(size))
  const slots = [allocate(first), allocate(second), allocate(third)] as const
  return [{ parameter, value, size, tableRows: shape[0]!, gradient: training.gradient, slots }]
}

function slotsOf(rule: UpdateRule, parameter: Parameter, pointers: SlotPointers): OptimizerSlot[] {
  return rule.slots.flatMap((name, i) => (name === undefined ? [] : [{ name, parameter, pointer: pointers[i]! }]))
}
