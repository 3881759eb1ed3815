import type { NetworkParameters } from '@wordloom/kernels/parameters'
import { sides, type Side } from '../arranged-batch.js'
import type { Tensor, Tfjs } from '../tfjs.js'
import { unstackSteps, upload, type Download } from '../transfer.js'
import { forSides, type GruSizes } from './gru-weights.js'
import type { DirectionProducts, OuterGradient, Recurrence, RecurrenceLayout } from './recurrence.js'
import { resetAfterLayout, resetAfterRecurrence } from './reset-after.js'
import { resetBeforeLayout, resetBeforeRecurrence } from './reset-before.js'

/** One tensor a direction: `[steps * batchSize, columns]`, in the order in which the direction walks. */
export type SideTensors = Readonly<Record<Side, Tensor>>

export interface GruLayerOptions extends GruSizes {
  readonly resetAfter: boolean
  readonly training: boolean
  readonly batchSize: number
  readonly steps: number
}

/** A bidirectional layer on the weights of one step. Its tensors belong to the `tidy` around it. */
export interface GruLayer {
  /** `[batchSize, 2 * units]` each: the states before every step and after the last. */
  readonly states: readonly Tensor[]
  /**
   * The way back: adds the gradients of the weights to `downloads` and, where wanted, gives those of the inputs without
   * flags.
   */
  backward(outer: OuterGradient, downloads: Download[], wantsInput: boolean): SideTensors | undefined
}

/**
 * Walks a layer. The products with the inputs of all steps are one a direction; what remains in the loop over time is one
 * product for both directions together, and elementwise work.
 *
 * @param inputs - with flags, see `wordInputs`
 */
export function runGruLayer(
  tf: Tfjs,
  parameters: NetworkParameters,
  inputs: SideTensors,
  options: GruLayerOptions,
): GruLayer {
  const { units, batchSize, steps, training, resetAfter } = options
  const layout = (resetAfter ? resetAfterLayout : resetBeforeLayout)(parameters, options)
  const recurrence = (resetAfter ? resetAfterRecurrence : resetBeforeRecurrence)(tf, parameters, options, training)
  const project = (matrix: RecurrenceLayout['gateInput'], columns: number): readonly Tensor[] => {
    const parts = tf.tidy(() => {
      const projected = sides.map((side) => tf.matMul(inputs[side], upload(tf, matrix(side))))
      return tf.reshape(tf.concat(projected, 1), [steps, batchSize, 2 * columns])
    })
    return unstackSteps(tf, parts)
  }
  const gates = project(layout.gateInput, layout.gateColumns)
  const candidates = project(layout.candidateInput, units)
  const walk = recurrence.walk({ gates, candidates }, training)
  return {
    states: walk.states,
    backward: (outer, downloads, wantsInput) =>
      goBack(tf, { inputs, layout, recurrence }, recurrence.walkBack(walk, outer), downloads, wantsInput),
  }
}

interface LayerParts {
  readonly inputs: SideTensors
  readonly layout: RecurrenceLayout
  readonly recurrence: Recurrence
}

function goBack(
  tf: Tfjs,
  { inputs, layout }: LayerParts,
  { gates, factors }: ReturnType<Recurrence['walkBack']>,
  downloads: Download[],
  wantsInput: boolean,
): SideTensors | undefined {
  const cut = (x: Tensor, index: number): Tensor => {
    const [tokens, , columns] = x.shape as [number, number, number]
    return tf.reshape(tf.slice(x, [0, index, 0], [tokens, 1, columns]), [tokens, columns])
  }
  const gradients = forSides((side) => cut(gates, sides.indexOf(side)))
  for (const [index, side] of sides.entries()) {
    const left = [inputs[side], ...factors.map((factor) => cut(factor, index))]
    // Transposed first: the WebAssembly backend multiplies a transposed matrix ten times slower.
    const products = left.map((tensor) => tf.matMul(tf.transpose(tensor), gradients[side]))
    addDownloads(products, downloads, (values) => layout.writeGradients(side, values))
  }
  if (!wantsInput) return undefined
  return forSides((side) => tf.matMul(gradients[side], upload(tf, layout.inputTransposed(side))))
}

function addDownloads(
  products: readonly Tensor[],
  downloads: Download[],
  write: (products: DirectionProducts) => void,
): void {
  const received: Float32Array[] = []
  for (const tensor of products) {
    downloads.push({
      tensor,
      receive(values) {
        received.push(values)
        const [inputs, ...factors] = received
        if (received.length === products.length) write({ inputs: inputs!, factors })
      },
    })
  }
}
