import { write, type CommandIo } from '../../io.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import type { VectorsOptions } from '../../options/vectors-options.js'
import { withoutUndefined } from '../../options/without-undefined.js'
import { writeJson } from '../../output/json.js'
import { neighborLines } from '../../output/neighbor-lines.js'
import { assertKnown } from '../../vectors/assert-known.js'
import { loadEmbedding } from '../../vectors/load-embedding.js'
import { withSimilarity } from '../../vectors/with-similarity.js'
import { readWordFile } from '../../vectors/word-file.js'

/** What `wordloom vectors similar` was asked for. */
export interface SimilarCommandOptions extends VectorsOptions, OutputModeOptions {
  readonly negative?: readonly string[]
  readonly topk: number
  readonly among?: string
  readonly restrictVocabulary?: number
}

/** Finds the words nearest to some words and far from others. */
export async function similar(words: readonly string[], options: SimilarCommandOptions, io: CommandIo): Promise<void> {
  const { negative = [], topk, restrictVocabulary } = options
  const among = options.among === undefined ? undefined : await readWordFile(options.among)
  const embedding = await loadEmbedding(options, io)
  assertKnown([...words, ...negative], embedding.vocabulary, options.vectors)
  const neighbors = await withSimilarity(embedding, options, (similarity) =>
    similarity.mostSimilar({ positive: words, negative }, { topk, ...withoutUndefined({ among, restrictVocabulary }) }),
  )
  if (options.json === true) await writeJson(io, { vectors: options.vectors, positive: words, negative, neighbors })
  else await write(io.stdout, neighborLines(neighbors))
}
