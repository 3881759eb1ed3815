import type { EncoderSpec } from '@wordloom/core'
import type { NetworkParameters } from '@wordloom/kernels/parameters'
import type { ArrangedBatch } from './arranged-batch.js'
import type { GruLayer, SideTensors } from './gru/gru-layer.js'
import { runGruLayer } from './gru/gru-layer.js'
import { createSequenceLink, type SequenceLink } from './gru/sequence-link.js'
import { poolStates } from './pooling.js'
import type { Tensor, Tfjs } from './tfjs.js'
import type { Download } from './transfer.js'

export interface EncoderOptions {
  readonly spec: EncoderSpec
  /** Columns of the vectors. */
  readonly dimension: number
  readonly training: boolean
}

/** The encoder on the weights of one step. */
export interface EncoderRun {
  /** `[batchSize, 2 * units]` */
  readonly features: Tensor
  /** Adds the gradients of the weights to `downloads` and gives those of the vectors, if wanted. */
  backward(gradient: Tensor, downloads: Download[], wantsInput: boolean): SideTensors | undefined
}

/** @param inputs - vectors and flags as both directions walk them */
export function runEncoder(
  tf: Tfjs,
  parameters: NetworkParameters,
  batch: ArrangedBatch,
  inputs: SideTensors,
  { spec, dimension, training }: EncoderOptions,
): EncoderRun {
  const { units, layers: count, dropout: rate, pooling, resetAfter } = spec
  const { batchSize, steps } = batch
  const mask = (index: number, positions: number): Float32Array | undefined => {
    if (!training || rate === 0) return undefined
    return parameters.dropoutMask({ rate, index, positions, rows: batchSize, columns: 2 * units })
  }
  const layers: GruLayer[] = []
  const links: SequenceLink[] = []
  let input = inputs
  for (let index = 0; index < count; index++) {
    if (index > 0) {
      const link = createSequenceLink(tf, batch, layers.at(-1)!.states.slice(1), mask(index - 1, steps))
      links.push(link)
      input = link.output
    }
    const sizes = { name: `encoder/${index}`, inputs: index === 0 ? dimension : 2 * units, units }
    layers.push(runGruLayer(tf, parameters, input, { ...sizes, resetAfter, training, batchSize, steps }))
  }
  const pooled = poolStates(tf, pooling, layers.at(-1)!.states.slice(1), batch)
  const featureMask = mask(count - 1, 1)
  const keep = featureMask && tf.tensor(featureMask, [batchSize, 2 * units])
  return {
    features: keep === undefined ? pooled.output : tf.mul(pooled.output, keep),
    backward(gradient, downloads, wantsInput) {
      let outer = pooled.backward(keep === undefined ? gradient : tf.mul(gradient, keep))
      for (let index = count - 1; index > 0; index--) {
        const toInputs = layers[index]!.backward(outer, downloads, true)!
        outer = { steps: links[index - 1]!.backward(toInputs) }
      }
      return layers[0]!.backward(outer, downloads, wantsInput)
    },
  }
}
