// What is trained: between them, every kernel that a weight passes through.

const adam = { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, embeddingUpdates: 'sparse' }

/**
 * @type {Record<string, {
 *   labels: number,
 *   model: import('@wordloom/core').ModelSpecOptions,
 *   config: Omit<import('@wordloom/core').EngineConfig, 'spec' | 'vocabularySize' | 'weights'>,
 *   weighted?: boolean,
 *   decay?: number,
 * }>}
 */
export const cases = {
  'one layer, Adam': { labels: 2, model: { encoder: { units: 33 } }, config: { optimizer: adam } },
  'two layers, mean, dropout, AdamW, clipped, weighted': {
    labels: 3,
    model: { encoder: { units: 20, layers: 2, pooling: 'mean', dropout: 0.3 } },
    config: {
      optimizer: { ...adam, type: 'adamw', weightDecay: 0.02, embeddingUpdates: 'dense', globalClipNorm: 0.5 },
      labelSmoothing: 0.1,
      seed: 2 ** 40 + 5,
    },
    weighted: true,
    decay: 0.995,
  },
  'max, reset before, RMSprop, several labels': {
    labels: 4,
    model: { encoder: { units: 17, pooling: 'max', resetAfter: false }, task: 'multi-label' },
    config: {
      optimizer: {
        type: 'rmsprop',
        learningRate: 0.002,
        rho: 0.9,
        momentum: 0.5,
        epsilon: 1e-7,
        centered: true,
        embeddingUpdates: 'sparse',
      },
    },
  },
  'three layers, SGD with Nesterov momentum': {
    labels: 2,
    model: { encoder: { units: 12, layers: 3 } },
    config: {
      optimizer: {
        type: 'sgd',
        learningRate: 0.05,
        momentum: 0.9,
        nesterov: true,
        embeddingUpdates: 'dense',
        globalClipNorm: 1,
      },
    },
  },
}
