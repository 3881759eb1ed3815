import { createRandom, type TextsTrainRequest } from '@wordloom/core'

/**
 * Trainings that are run here and there and must give the same bytes. Together they use every kernel: two classes and
 * three, sizes that fill the lanes of a vector and sizes that do not, sparse and dense updates of the table.
 */
export const requests: Readonly<Record<string, TextsTrainRequest>> = {
  'two classes, default sizes': {
    ...sentences(['bad', 'awful', 'poor'], ['good', 'great', 'fine']),
    epochs: 3,
    validation: 0.2,
  },
  'three classes, odd sizes': {
    ...sentences(['red', 'rose'], ['green', 'lime'], ['blue', 'navy']),
    model: { embedding: { dimension: 11 }, encoder: { units: 7 }, hidden: { units: 5 }, maxLength: 9 },
    optimizer: { embeddingUpdates: 'dense', learningRate: 0.01 },
    epochs: 4,
    batchSize: 10,
    seed: 7,
  },
}

const few = sentences(['bad', 'awful'], ['good', 'fine'])

/** A training of few steps: graphics by software takes seconds for each. */
export const fewSteps: TextsTrainRequest = {
  texts: few.texts.slice(0, 48),
  labels: few.labels.slice(0, 48),
  model: { embedding: { dimension: 8 }, encoder: { units: 8 }, hidden: { units: 8 }, maxLength: 8 },
  optimizer: { learningRate: 0.01 },
  batchSize: 24,
  epochs: 2,
  validation: 0,
}

/** A training that takes long enough to be interrupted. */
export const longTraining: TextsTrainRequest = {
  ...sentences(['bad', 'awful', 'poor'], ['good', 'great', 'fine']),
  model: { embedding: { dimension: 16 }, encoder: { units: 16 } },
  batchSize: 8,
  epochs: 60,
  patience: Infinity,
  validation: 0,
}

/** A training that starts from vectors, which the page has and Node reads. */
export const vectorRequest: TextsTrainRequest = {
  ...sentences(['bad', 'awful', 'poor'], ['good', 'great', 'fine']),
  epochs: 2,
}

/** The words of these trainings, with vectors, as a text file of them. */
export function vectorFile(): string {
  const random = createRandom(5)
  const words = ['bad', 'good', 'great', 'w1', 'w2', 'w3', 'nowhere']
  return words
    .map((word) => `${word} ${Array.from({ length: 8 }, () => random.nextFloat().toFixed(5)).join(' ')}\n`)
    .join('')
}

/** 160 rows of 0 to 12 words; one word of each row tells its label. */
function sentences(...signs: readonly (readonly string[])[]): { texts: string[]; labels: string[] } {
  const random = createRandom(3)
  const fillers = (): string[] => Array.from({ length: random.nextInteger(7) }, () => `w${random.nextInteger(60)}`)
  const rows = Array.from({ length: 160 }, (_, row) => {
    const words = signs[row % signs.length]!
    const sign = words[random.nextInteger(words.length)]!
    return { text: [...fillers(), sign, ...fillers()].join(' '), label: words[0]! }
  })
  return { texts: rows.map(({ text }) => text), labels: rows.map(({ label }) => label) }
}
