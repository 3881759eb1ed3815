import type { EngineConfig, EngineFactory, StepOptions, TrainingBatch } from '@wordloom/core'

/** One call of `trainBatch`: what was handed over, copied, and what came back. */
export interface RecordedStep {
  readonly batch: TrainingBatch
  readonly options: StepOptions | undefined
  readonly loss: number
  readonly probabilities: Float32Array
}

/** An engine factory that writes down what the loop asks of its engines. */
export function recording(createEngine: EngineFactory): {
  readonly createEngine: EngineFactory
  readonly configs: EngineConfig[]
  readonly steps: RecordedStep[]
} {
  const configs: EngineConfig[] = []
  const steps: RecordedStep[] = []
  return {
    configs,
    steps,
    async createEngine(config) {
      configs.push(config)
      const engine = await createEngine(config)
      return {
        ...engine,
        async trainBatch(batch, options) {
          const { loss, probabilities } = await engine.trainBatch(batch, options)
          const copy = {
            ...batch,
            ids: batch.ids.slice(),
            lengths: batch.lengths.slice(),
            targets: batch.targets.slice(),
            ...(batch.weights && { weights: batch.weights.slice() }),
          }
          steps.push({ batch: copy, options, loss, probabilities: probabilities.slice() })
          return { loss, probabilities }
        },
      }
    },
  }
}
