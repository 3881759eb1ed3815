import { WordloomError, type EmbeddingSource } from '@wordloom/core'
import { loadVectors } from './load-vectors.js'
import { nameOf } from './open-bytes.js'
import { gloveMiniDimension, gloveMiniName, loadGloveMini } from './glove-mini.js'
import type { GloveOptions } from '../options.js'
import { assertOptions } from '../parse-vectors.js'

/**
 * The source plugin for GloVe vectors: the small real ones that come with this package, or a file of your own.
 *
 * @param source - `'glove-mini'` (20,000 words, 50 dimensions), a path, a `file:` URL, or the bytes of a file; files as
 * {@link loadVectors} takes them. They are opened by `load`, each time.
 * @throws WordloomError `INVALID_ARGUMENT` for an option out of range, `EMBEDDING_DIMENSION` for a dimension that
 * glove-mini does not have; `load` as {@link loadVectors}.
 */
export function glove(source: string | URL | Uint8Array, options: GloveOptions = {}): EmbeddingSource {
  const { onReport, limit: ownLimit, ...fileOptions } = options
  assertOptions({ ...fileOptions, ...(ownLimit === undefined ? {} : { limit: ownLimit }) })
  if (source === gloveMiniName) return gloveMiniSource(options)
  return {
    kind: 'source',
    name: options.name ?? nameOf(source),
    ...(options.dimension === undefined ? {} : { dimension: options.dimension }),
    async load({ limit = ownLimit, ...wanted } = {}) {
      const { embedding, report } = await loadVectors(source, {
        ...fileOptions,
        ...wanted,
        ...(limit === undefined ? {} : { limit }),
      })
      onReport?.(report)
      return embedding
    },
  }
}

function gloveMiniSource({ dimension = gloveMiniDimension, limit: ownLimit }: GloveOptions): EmbeddingSource {
  if (dimension !== gloveMiniDimension) {
    throw new WordloomError('EMBEDDING_DIMENSION', 'The vectors have another dimension than the one asked for', {
      file: gloveMiniName,
      expected: dimension,
      received: gloveMiniDimension,
      hint: 'Leave the dimension out, or load a GloVe file with this dimension.',
    })
  }
  return {
    kind: 'source',
    name: gloveMiniName,
    dimension,
    load: ({ limit = ownLimit, ...wanted } = {}) =>
      loadGloveMini({ ...wanted, ...(limit === undefined ? {} : { limit }) }),
  }
}
