import { createRandom, type TextsTrainRequest, type WordloomError } from '@wordloom/core'

/** Sizes at which `bagOfEmbeddings` works. */
export const tinyModel = { embedding: { dimension: 4 }, encoder: { units: 2 }, hidden: { units: 4 } } as const

/** Texts whose words tell the label; `noise` is the share of wrong labels. */
export function separableTask(rows = 60, noise = 0, seed = 1): TextsTrainRequest<'ham' | 'spam'> {
  const random = createRandom(seed)
  const words = { ham: ['meeting', 'notes', 'lunch'], spam: ['free', 'money', 'win'] }
  const filler = ['the', 'a', 'now', 'today']
  const texts: string[] = []
  const labels: ('ham' | 'spam')[] = []
  for (let row = 0; row < rows; row++) {
    const label = row % 2 === 0 ? 'ham' : 'spam'
    const pick = (list: string[]): string => list[random.nextInteger(list.length)]!
    texts.push(Array.from({ length: 3 }, () => `${pick(words[label])} ${pick(filler)}`).join(' '))
    const isWrong = random.nextFloat() < noise
    labels.push(isWrong ? (label === 'ham' ? 'spam' : 'ham') : label)
  }
  return { texts, labels, model: tinyModel, optimizer: { learningRate: 0.3 }, epochs: 30, batchSize: 8 }
}

/** The error that `work` rejects with or throws. */
export async function failureOf(work: () => unknown): Promise<WordloomError> {
  try {
    await work()
  } catch (error) {
    return error as WordloomError
  }
  throw new Error('expected a failure')
}
