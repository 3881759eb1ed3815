import type { Batch, TrainingBatch } from '@wordloom/core'
import type { Capacity, LayerContext } from '../layers/layer.js'
import type { NetworkLayers } from './build-layers.js'
import { createBatchPacker } from './packed-batch.js'
import type { Parameter } from './parameter.js'

/** Layers over one arena. Batches are taken to be valid. */
export interface Network {
  readonly parameters: readonly Parameter[]
  /** Outputs a row. */
  readonly outputs: number
  /** Runs a batch and writes its probabilities, `[batchSize, outputs]`, into `target`. */
  predict(batch: Batch, target: Float32Array): void
  /** As {@link Network.predict}, then fills the parameters' gradients. Returns the mean loss. */
  learn(batch: TrainingBatch, target: Float32Array): number
  /** To be called when weights were written from outside. */
  forget(): void
}

/**
 * Composes layers into a network. Everything allocated so far (weights) stays; behind it lie the buffers of a batch, laid
 * out anew whenever a batch is larger than all before it, so that a step in steady state reserves nothing.
 */
export function createNetwork({ arena }: LayerContext, { layers, loss }: NetworkLayers): Network {
  const packer = createBatchPacker(arena)
  const firstBuffer = arena.mark()
  let capacity: Capacity = { batchSize: 0, tokens: 0, steps: 0 }

  function reserve(needed: Capacity): void {
    const { batchSize, tokens, steps } = capacity
    if (needed.batchSize <= batchSize && needed.tokens <= tokens && needed.steps <= steps) return
    const larger = {
      batchSize: Math.max(batchSize, needed.batchSize),
      tokens: Math.max(tokens, needed.tokens),
      steps: Math.max(steps, needed.steps),
    }
    // Should the memory not grow, the buffers of before are gone as well: the next batch lays them out again.
    capacity = { batchSize: 0, tokens: 0, steps: 0 }
    arena.release(firstBuffer)
    packer.layout(larger)
    for (const layer of layers) layer.layout(larger)
    loss.layout(larger)
    arena.commit()
    capacity = larger
  }

  function forward(batch: Batch, keep: boolean, target: Float32Array): void {
    packer.pack(batch, reserve)
    for (const layer of layers) layer.forward(packer.packed, keep)
    loss.forward(batch.batchSize)
    const first = loss.probabilities / 4
    target.set(arena.float32.subarray(first, first + batch.batchSize * loss.columns))
  }

  return {
    parameters: layers.flatMap((layer) => layer.parameters),
    outputs: loss.columns,
    predict(batch, target) {
      forward(batch, false, target)
    },
    learn(batch, target) {
      forward(batch, true, target)
      const mean = loss.backward(batch)
      for (let i = layers.length - 1; i >= 0; i--) layers[i]!.backward(packer.packed)
      return mean
    },
    forget() {
      for (const layer of layers) layer.forget?.()
    },
  }
}
