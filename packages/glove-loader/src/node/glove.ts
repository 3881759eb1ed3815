import { WordloomError, type EmbeddingSource } from '@wordloom/core'
import { existsSync } from 'node:fs'
import { findVectorSet } from '../catalogue/catalogue.js'
import type { VectorSet } from '../catalogue/vector-set.js'
import { downloadVectors } from './download-vectors.js'
import { loadVectors } from './load-vectors.js'
import { nameOf } from './open-bytes.js'
import { vectorFolder } from './vector-folder.js'
import { gloveMiniDimension, gloveMiniName, loadGloveMini } from './glove-mini.js'
import type { GloveOptions } from '../options.js'
import { assertOptions } from '../parse/assert-options.js'

/**
 * The source plugin for vectors: the small real ones that come with this package, those of the catalogue, or a file of your
 * own.
 *
 * @param source - `'glove-mini'` (20,000 words, 50 dimensions); a name of the catalogue, `'6B.100d'`; a path, a `file:` URL,
 * or the bytes of a file, as {@link loadVectors} takes them. They are opened by `load`, each time; vectors of the catalogue
 * are downloaded by it if they are not in the cache folder, as `downloadVectors` does (naming them is asking for them).
 * @throws WordloomError `INVALID_ARGUMENT` for an option out of range, `EMBEDDING_DIMENSION` for a dimension that
 * glove-mini does not have; `load` as {@link loadVectors}.
 */
export function glove(source: string | URL | Uint8Array, options: GloveOptions = {}): EmbeddingSource {
  const { onReport, limit: ownLimit, download = {}, ...fileOptions } = options
  assertOptions({ ...fileOptions, ...(ownLimit === undefined ? {} : { limit: ownLimit }) })
  if (source === gloveMiniName) return gloveMiniSource(options)
  const set = typeof source === 'string' && !existsSync(source) ? findVectorSet(source, download.catalogue) : undefined
  return {
    kind: 'source',
    name: options.name ?? set?.file ?? nameOf(source),
    ...dimensionOf(options, set),
    async load({ limit = ownLimit, ...wanted } = {}) {
      const place: { readonly path: typeof source; readonly entry?: string } =
        set === undefined ? { path: source } : await placeOf(set, download, wanted.signal)
      const { embedding, report } = await loadVectors(place.path, {
        ...fileOptions,
        ...(place.entry === undefined ? {} : { entry: place.entry }),
        ...wanted,
        ...(limit === undefined ? {} : { limit }),
      })
      onReport?.(report)
      return embedding
    },
  }
}

/** A set says which dimension it has; asking it for another one is a mistake that need not wait for the download. */
function dimensionOf({ dimension }: GloveOptions, set: VectorSet | undefined): { readonly dimension?: number } {
  if (set === undefined) return dimension === undefined ? {} : { dimension }
  if (dimension === undefined || dimension === set.dimension) return { dimension: set.dimension }
  throw new WordloomError('EMBEDDING_DIMENSION', 'The vectors have another dimension than the one asked for', {
    file: set.name,
    expected: dimension,
    received: set.dimension,
    hint: 'Leave the dimension out, or choose a set with this dimension.',
  })
}

async function placeOf(
  set: VectorSet,
  download: NonNullable<GloveOptions['download']>,
  signal: AbortSignal | undefined,
): Promise<{ readonly path: string; readonly entry?: string }> {
  const found = await vectorFolder(download).find(set.name)
  if (found !== undefined) return found
  return { path: await downloadVectors(set.name, { ...download, ...(signal === undefined ? {} : { signal }) }) }
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
