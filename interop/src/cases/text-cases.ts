import { createTokenizer } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import type { InteropCase } from './interop-case.js'

/** Beyond what any of the models keeps. */
const longText = 2000

type NamedTexts = readonly [name: string, texts: readonly string[]]

const usualTexts: readonly NamedTexts[] = [
  ['empty text', ['']],
  ['empty texts among others', ['free money', '', 'click now', '']],
  ['spaces only', ['   ', ' ']],
  ['one word', ['money']],
  ['lower case', ['free money click now', 'now', 'word7 click']],
  ['upper case', ['FREE MONEY, CLICK NOW', 'Free Money', "DON'T"]],
  ['unknown words only', ['nothing of this', 'Neither!']],
  ['spaces', ['  free   money  ', ' now', 'click ']],
  ['white space', ['free\tmoney', 'click\nnow', 'free\u00a0money\u3000now']],
  ['punctuation', ["don't: free, well-known (money)!", '...', 'click, now', '"free"']],
  ['letters beyond ASCII', ['über die straße', 'σοφία привет 東京', 'e\u0301te\u0301 éclair']],
  ['upper case beyond ASCII', ['ÜBER Éclair', 'ΣΟΦΊΑ ПРИВЕТ Привет', 'E\u0301TE\u0301']],
  ['a batch', Array.from({ length: 33 }, (_, index) => Array.from({ length: index % 9 }, word(index)).join(' '))],
  ['a long text', [Array.from({ length: longText }, word(1)).join(' '), 'free']],
]

const wideTexts: readonly NamedTexts[] = [
  ['an emoji', ['👍']],
  ['an emoji of two characters', ['👍🏽']],
  ['among words', ['free 👍🏽 money', '👍 money', '𠮷野家 free']],
  ['upper case', ['FREE 👍🏽', '👍, Money!']],
  ['letters', ['𝒜𝒷𝒸', '𝒜𝒷𝒸 𠮷野家']],
  ['unknown', ['👎', '👍👍', 'free 🧵 money', '𠮷']],
]

function word(start: number): (_: unknown, index: number) => string {
  return (_, index) => `word${(start * 7 + index * 5) % 100}`
}

/**
 * Texts that lose something on the way into a graph, and ordinary ones; rows are what the model's tokenizer makes of them.
 *
 * @param wide - whether their characters go beyond 16 bits
 */
export function textCases({ spec, vocabulary }: TrainedModel, wide: boolean): InteropCase[] {
  const tokenize = createTokenizer(spec.tokenizer)
  return (wide ? wideTexts : usualTexts).map(([name, values]) => {
    const rows = values.map((text) => [...vocabulary.encode(tokenize(text).slice(0, spec.maxLength))])
    return { name, rows, shape: [values.length], values }
  })
}
