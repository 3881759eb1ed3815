import type { EmbeddingSource } from '../contracts/embedding-source.js'
import { check, checkRejects, type ConformanceCase } from './conformance-case.js'

/**
 * What every source plugin must do. The source must hold at least two words.
 *
 * @param create - gives a fresh plugin for the same vectors each time.
 */
export function embeddingSourceConformance(create: () => EmbeddingSource): ConformanceCase[] {
  return [
    {
      name: 'should say what it is',
      async run() {
        const { kind, name } = create()
        check(kind === 'source' && name.length > 0, 'kind is "source" and name is not empty')
      },
    },
    {
      name: 'should give padding, unknown and then words, with finite vectors',
      async run() {
        const source = create()
        const { vocabulary, matrix, dimension } = await source.load()
        check(vocabulary.size >= 4, 'two words and two special tokens')
        check(
          source.dimension === undefined || source.dimension === dimension,
          'the dimension announced is the dimension',
        )
        check(matrix.length === vocabulary.size * dimension, 'one row a token')
        check(matrix.every(Number.isFinite), 'all values are finite')
        check(
          matrix.subarray(0, dimension).every((value) => value === 0),
          'the padding row is zero',
        )
      },
    },
    {
      name: 'should fill the unknown row with the mean by default and by policy when asked',
      async run() {
        const { matrix, dimension, vocabulary } = await create().load()
        const first = vocabulary.specialTokens.length
        for (let column = 0; column < dimension; column++) {
          let sum = 0
          for (let row = first; row < vocabulary.size; row++) sum += matrix[row * dimension + column]!
          const mean = sum / (vocabulary.size - first)
          check(Math.abs(matrix[dimension + column]! - mean) < 1e-5, `column ${column} of row 1 is the mean`)
        }
        const zeros = await create().load({ outOfVocabulary: { type: 'zeros' } })
        check(
          zeros.vector('\u{10FFFF} no such word').every((value) => value === 0),
          'zeros for an unknown word',
        )
        const refusing = await create().load({ outOfVocabulary: { type: 'error' } })
        await checkRejects(async () => refusing.vector('\u{10FFFF} no such word'), 'OUT_OF_VOCABULARY')
      },
    },
    {
      name: 'should keep the order of the source with a limit',
      async run() {
        const all = await create().load()
        const first = all.vocabulary.specialTokens.length
        const limited = await create().load({ limit: 1 })
        check(limited.vocabulary.size === limited.vocabulary.specialTokens.length + 1, 'one word')
        check(limited.vocabulary.token(first) === all.vocabulary.token(first), 'the first word')
        check(limited.row(first).join() === all.row(first).join(), 'with the same vector')
      },
    },
    {
      name: 'should give only the words asked for, and no word that it lacks',
      async run() {
        const all = await create().load()
        const word = all.vocabulary.token(all.vocabulary.size - 1)
        const some = await create().load({ words: new Set([word, '\u{10FFFF} no such word']) })
        check(some.vocabulary.size === some.vocabulary.specialTokens.length + 1, 'one word')
        check(some.vector(word).join() === all.vector(word).join(), 'with the same vector')
      },
    },
    {
      name: 'should stop when it is cancelled',
      async run() {
        await checkRejects(() => create().load({ signal: AbortSignal.abort() }), 'ABORTED')
      },
    },
  ]
}
