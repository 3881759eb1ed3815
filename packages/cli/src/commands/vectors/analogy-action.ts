import { write, type CommandIo } from '../../io.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import type { VectorsOptions } from '../../options/vectors-options.js'
import { writeJson } from '../../output/json.js'
import { neighborLines } from '../../output/neighbor-lines.js'
import { assertKnown } from '../../vectors/assert-known.js'
import { loadEmbedding } from '../../vectors/load-embedding.js'
import { withSimilarity } from '../../vectors/with-similarity.js'

/** What `wordloom vectors analogy` was asked for. */
export interface AnalogyCommandOptions extends VectorsOptions, OutputModeOptions {
  readonly method: '3cosadd' | '3cosmul'
  readonly topk: number
}

/** Answers: the first word is to the second as the third is to what? */
export async function analogy(
  words: readonly [a: string, b: string, c: string],
  options: AnalogyCommandOptions,
  io: CommandIo,
): Promise<void> {
  const { vectors, method, topk } = options
  const embedding = await loadEmbedding(options, io)
  assertKnown(new Set(words), embedding.vocabulary, vectors)
  const [a, b, c] = words
  const query = { positive: [b, c], negative: [a] }
  const answers = await withSimilarity(embedding, options, (similarity) =>
    method === '3cosadd' ? similarity.mostSimilar(query, { topk }) : similarity.mostSimilarCosmul(query, { topk }),
  )
  if (options.json === true) await writeJson(io, { vectors, a, b, c, method, answers })
  else await write(io.stdout, neighborLines(answers))
}
