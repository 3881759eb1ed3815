import type { TrainedModel } from '@wordloom/core'
import { kernelsEngine } from '@wordloom/kernels'
import type { InteropCase } from './interop-case.js'

/** What Wordloom itself answers to each case: `[rows, outputs]`. */
export async function expectedProbabilities(
  { spec, vocabulary, weights }: TrainedModel,
  cases: readonly Pick<InteropCase, 'rows'>[],
): Promise<Float32Array[]> {
  const engine = await kernelsEngine({ deterministic: true })({ spec, vocabularySize: vocabulary.size, weights })
  try {
    const answers: Float32Array[] = []
    for (const { rows } of cases) {
      const lengths = Int32Array.from(rows, (row) => row.length)
      const time = Math.max(...lengths)
      const ids = new Int32Array(rows.length * time)
      for (const [index, row] of rows.entries()) ids.set(row, index * time)
      answers.push(await engine.predictBatch({ batchSize: rows.length, time, ids, lengths }))
    }
    return answers
  } finally {
    engine.dispose()
  }
}
