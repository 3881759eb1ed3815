import { createEmbedding, createVocabulary, type Embedding } from '@wordloom/core'
import fc from 'fast-check'

/** An embedding of rows. */
export function embeddingOf(rows: readonly (readonly [word: string, values: readonly number[]])[]): Embedding {
  const dimension = rows[0]![1].length
  const matrix = new Float32Array((rows.length + 2) * dimension)
  for (const [index, [, values]] of rows.entries()) matrix.set(values, (index + 2) * dimension)
  return createEmbedding(createVocabulary(rows.map(([word]) => word)), matrix, dimension)
}

/** Any finite float32, each exponent as likely as any other: subnormal numbers and −0, too. */
export const anyFloat32: fc.Arbitrary<number> = fc.oneof(
  fc
    .integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
    .map((bits) => new Float32Array(Int32Array.of(bits).buffer)[0]!)
    .filter(Number.isFinite),
  fc.constantFrom(0, -0, 2 ** -149, -(2 ** -149), 1.1754942106924411e-38, 2 ** -126, 3.4028234663852886e38, 16777216),
  fc.integer({ min: -149, max: 127 }).map((exponent) => 2 ** exponent),
  // As files have them.
  fc.integer({ min: -999_999, max: 999_999 }).map((value) => Math.fround(value / 100_000)),
  fc.float({ min: -100_000, max: 100_000, noNaN: true }),
)
