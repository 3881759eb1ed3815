import type { EngineConfig, SgdSpec, TrainingBatch, Tensor } from '@wordloom/core'
import { createModelSpec, createRandom, weightShapes } from '@wordloom/core'
import fc from 'fast-check'

/** A training that any engine can be asked to do. */
export interface RandomTraining {
  readonly config: EngineConfig & { readonly optimizer: SgdSpec }
  readonly batches: readonly TrainingBatch[]
}

const vocabularySize = 19

// Not Adam: it divides gradients by their own size and makes differences in the last bits of tiny ones large.
const sgd: SgdSpec = { type: 'sgd', learningRate: 0.3, momentum: 0.5, nesterov: false, embeddingUpdates: 'sparse' }

/** Networks of every kind with batches of 1 to 6 rows, empty texts among them. */
export const randomTrainings: fc.Arbitrary<RandomTraining> = fc
  .record({
    seed: fc.nat(),
    head: fc.constantFrom(
      { task: 'binary' as const, labels: 2 },
      { task: 'multi-class' as const, labels: 3 },
      { task: 'multi-label' as const, labels: 2 },
    ),
    dimension: fc.integer({ min: 1, max: 7 }),
    encoder: fc.record({
      units: fc.integer({ min: 1, max: 6 }),
      layers: fc.integer({ min: 1, max: 3 }),
      pooling: fc.constantFrom('last' as const, 'max' as const, 'mean' as const),
      dropout: fc.constantFrom(0, 0.3),
      resetAfter: fc.boolean(),
    }),
    trainable: fc.constantFrom(true, false, 'new-words' as const),
    frozen: fc.boolean(),
    weighted: fc.boolean(),
    dense: fc.boolean(),
    clipped: fc.boolean(),
    labelSmoothing: fc.constantFrom(0, 0.1),
    lengths: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 6 }),
    padding: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ seed, head, dimension, encoder, trainable, labelSmoothing, ...rest }) => {
    const random = createRandom(seed)
    const labels = Array.from({ length: head.labels }, (_, i) => `label ${i}`)
    const spec = createModelSpec(labels, {
      embedding: { dimension, trainable },
      encoder,
      hidden: { units: 4 },
      task: head.task,
    })
    const weights = new Map<string, Tensor>()
    for (const [name, shape] of weightShapes(spec, vocabularySize)) {
      const size = shape.reduce((product, length) => product * length, 1)
      weights.set(name, { shape, data: Float32Array.from({ length: size }, () => random.nextFloat() - 0.5) })
    }
    const batches = Array.from({ length: 3 }, (_, step): TrainingBatch => {
      const lengths = rest.lengths.map((length) => (length + step) % 8)
      const time = Math.max(...lengths) + rest.padding
      const ids = new Int32Array(lengths.length * time)
      for (const [row, length] of lengths.entries()) {
        // Ids of 0 before the end of a row are padding as well.
        for (let i = 0; i < length; i++) ids[row * time + i] = random.nextInteger(vocabularySize)
      }
      const perRow = head.task === 'multi-label' ? head.labels : 1
      const choices = head.task === 'multi-label' ? 2 : head.labels
      return {
        batchSize: lengths.length,
        time,
        ids,
        lengths: Int32Array.from(lengths),
        targets: Int32Array.from({ length: lengths.length * perRow }, () => random.nextInteger(choices)),
        ...(rest.weighted && { weights: Float32Array.from(lengths, () => 2 * random.nextFloat()) }),
      }
    })
    return {
      config: {
        spec,
        vocabularySize,
        weights,
        seed: seed * 3 + 2 ** 33,
        labelSmoothing,
        optimizer: {
          ...sgd,
          embeddingUpdates: rest.dense ? 'dense' : 'sparse',
          ...(rest.clipped && { globalClipNorm: 0.2 }),
        },
        ...(rest.frozen && { frozenRows: Uint8Array.from({ length: vocabularySize }, () => random.nextInteger(2)) }),
      },
      batches,
    }
  })
