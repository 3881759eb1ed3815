import { WordloomError } from '@wordloom/core'
import { gloveMini } from '@wordloom/glove-mini'

/** The mini GloVe as `loadVectors` takes it. */
export interface GloveMiniFiles {
  /** Of the set. */
  readonly name: string
  /** A safetensors file. */
  readonly vectors: Uint8Array
  /** One word a line. */
  readonly vocabulary: Uint8Array
}

/** Fetches the mini GloVe, two files of this site. Throws WordloomError `DOWNLOAD_FAILED`. */
export async function fetchGloveMini(): Promise<GloveMiniFiles> {
  const [vectors, vocabulary] = await Promise.all([bytesOf(gloveMini.vectors), bytesOf(gloveMini.vocabulary)])
  return { name: gloveMini.name, vectors, vocabulary }
}

async function bytesOf(url: URL): Promise<Uint8Array> {
  const answer = await fetch(url).catch((cause: unknown) => notLoaded(url, cause))
  if (!answer.ok) notLoaded(url, answer.status)
  return new Uint8Array(await answer.arrayBuffer())
}

function notLoaded(url: URL, cause: unknown): never {
  throw new WordloomError('DOWNLOAD_FAILED', 'The vectors of this site did not load', {
    file: url.pathname.slice(url.pathname.lastIndexOf('/') + 1),
    hint: 'Try again, or choose other vectors.',
    cause,
  })
}
