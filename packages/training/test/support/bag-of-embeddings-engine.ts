import {
  outputCount,
  WordloomError,
  type Batch,
  type Engine,
  type EngineConfig,
  type EngineFactory,
  type StepResult,
  type Tensor,
  type TrainingBatch,
} from '@wordloom/core'

/** Engines that were started, so that tests can look inside and see that each is disposed. */
export interface StartedEngine {
  readonly engine: Engine
  readonly config: EngineConfig
  readonly disposed: boolean
}

/**
 * A small real engine: softmax or logistic regression on the sum of a text's embeddings, trained by stochastic gradient
 * descent. It takes `output/kernel` for the regression, so the specification's hidden units must equal its dimension;
 * the GRU's weights lie idle.
 */
export function bagOfEmbeddings({ delayed = false } = {}): {
  readonly createEngine: EngineFactory
  readonly started: StartedEngine[]
} {
  const started: StartedEngine[] = []
  return {
    started,
    async createEngine(config) {
      const entry = { config, disposed: false, engine: startEngine(config, delayed, () => (entry.disposed = true)) }
      started.push(entry)
      return entry.engine
    },
  }
}

function startEngine(config: EngineConfig, delayed: boolean, onDispose: () => void): Engine {
  const { spec, optimizer, frozenRows, labelSmoothing = 0 } = config
  const { type } = spec.task
  const dimension = spec.embedding.dimension
  const outputs = outputCount(spec)
  const state = new Map<string, Tensor>()
  for (const [name, { shape, data }] of config.weights) state.set(name, { shape, data: data.slice() })
  const valuesOf = (name: string): Float32Array => state.get(name)!.data
  let disposed = false

  const sums = ({ batchSize, time, ids, lengths }: Batch): Float64Array => {
    if (disposed) throw new WordloomError('DISPOSED', 'The engine was disposed')
    const result = new Float64Array(batchSize * dimension)
    const table = valuesOf('embedding/embeddings')
    for (let row = 0; row < batchSize; row++) {
      for (let t = 0; t < lengths[row]!; t++) {
        const id = ids[row * time + t]!
        for (let d = 0; d < dimension; d++) result[row * dimension + d]! += table[id * dimension + d]!
      }
    }
    return result
  }
  const probabilitiesOf = (bags: Float64Array, batchSize: number): Float32Array => {
    const kernel = valuesOf('output/kernel')
    const bias = valuesOf('output/bias')
    const result = new Float32Array(batchSize * outputs)
    for (let row = 0; row < batchSize; row++) {
      const logits = Array.from({ length: outputs }, (_, output) => {
        let logit = bias[output]!
        for (let d = 0; d < dimension; d++) logit += bags[row * dimension + d]! * kernel[d * outputs + output]!
        return logit
      })
      if (type === 'multi-label') {
        result.set(
          logits.map((logit) => 1 / (1 + Math.exp(-logit))),
          row * outputs,
        )
        continue
      }
      const exponentials = logits.map((logit) => Math.exp(outputs === 1 ? -logit : logit - Math.max(...logits)))
      const total = exponentials.reduce((a, b) => a + b, 0)
      result.set(outputs === 1 ? [1 / (1 + total)] : exponentials.map((value) => value / total), row * outputs)
    }
    return result
  }
  const truthOf = (targets: Int32Array, row: number, output: number): number => {
    const isTrue = type === 'multi-class' ? Number(targets[row] === output) : targets[row * outputs + output]!
    return isTrue * (1 - labelSmoothing) + labelSmoothing / (type === 'multi-class' ? outputs : 2)
  }
  const train = (batch: TrainingBatch, learningRate: number): StepResult => {
    if (optimizer === undefined) throw new WordloomError('INVALID_ARGUMENT', 'The engine only predicts')
    const { batchSize, time, ids, lengths, targets, weights } = batch
    const bags = sums(batch)
    const probabilities = probabilitiesOf(bags, batchSize)
    const table = valuesOf('embedding/embeddings')
    const kernel = valuesOf('output/kernel')
    const kernelBefore = kernel.slice()
    const bias = valuesOf('output/bias')
    let loss = 0
    for (let row = 0; row < batchSize; row++) {
      for (let output = 0; output < outputs; output++) {
        const probability = probabilities[row * outputs + output]!
        const truth = truthOf(targets, row, output)
        // The loss of sigmoid outputs is the mean over them, as in Keras.
        const share = (weights?.[row] ?? 1) / batchSize / (type === 'multi-label' ? outputs : 1)
        if (truth > 0) loss -= share * truth * Math.log(probability)
        if (truth < 1 && type !== 'multi-class') loss -= share * (1 - truth) * Math.log(1 - probability)
        const step = learningRate * (probability - truth) * share
        bias[output]! -= step
        for (let d = 0; d < dimension; d++) {
          kernel[d * outputs + output]! -= step * bags[row * dimension + d]!
          for (let t = 0; t < lengths[row]!; t++) {
            const id = ids[row * time + t]!
            if (frozenRows?.[id] !== 1) table[id * dimension + d]! -= step * kernelBefore[d * outputs + output]!
          }
        }
      }
    }
    return { loss, probabilities }
  }
  const later = <Value>(value: Value): Value | Promise<Value> =>
    delayed ? new Promise((resolve) => setTimeout(() => resolve(value), 0)) : value
  return {
    name: 'bag-of-embeddings',
    trainBatch: (batch, options) => later(train(batch, options?.learningRate ?? optimizer?.learningRate ?? 0)),
    predictBatch: (batch) => later(probabilitiesOf(sums(batch), batch.batchSize)),
    readState: () => new Map([...state].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }])),
    writeState(from) {
      for (const [name, tensor] of from) state.get(name)!.data.set(tensor.data)
    },
    dispose() {
      disposed = true
      onDispose()
    },
  }
}
