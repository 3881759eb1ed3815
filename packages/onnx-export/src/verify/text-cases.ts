import type { RandomGenerator, TrainedModel } from '@wordloom/core'

const separators = [' ', '  ', '\t', '\n', '\u00a0', '\u3000', '\u0085', ', ', '!', "'", '-', '…', '', '\u200b']
const oddities = [
  'É',
  'ß',
  'İ',
  'Σ',
  'пРи',
  '東京',
  '👍🏽',
  'e\u0301',
  '\ufeff',
  '\u0001',
  '[UNK]',
  '0',
  'ŉ',
  'ǅ',
  '\ufffd',
]

/** Texts of words of the vocabulary as they are, in capitals and capitalised, and of characters that readers trip over. */
export function textInParts({ vocabulary }: TrainedModel, random: RandomGenerator, count: number): string[] {
  const pick = (list: readonly string[]): string => list[random.nextInteger(list.length)]!
  const word = (): string => {
    const token = vocabulary.token(random.nextInteger(vocabulary.size))
    const form = random.nextInteger(4)
    if (form === 0) return token.toUpperCase()
    if (form === 1) return token.slice(0, 1).toUpperCase() + token.slice(1)
    return form === 2 ? pick(oddities) : token
  }
  return Array.from({ length: count }, (_, length) =>
    Array.from({ length: length % 9 }, () => `${word()}${pick(separators)}`).join(''),
  )
}
