import { basename } from 'node:path'
import type { Embedding } from '@wordloom/core'
import type { VectorsReport, WritableFormat } from '@wordloom/glove-loader'
import { interruptible } from '../../interruptible.js'
import { write, type CommandIo } from '../../io.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import { withoutUndefined } from '../../options/without-undefined.js'
import { createByteProgress } from '../../output/byte-progress.js'
import { writeJson } from '../../output/json.js'
import { note } from '../../output/notes.js'
import { printable } from '../../output/printable.js'
import { formatCount } from '../../output/table.js'
import { locateVectors } from '../../vectors/locate-vectors.js'
import { readWordFile } from '../../vectors/word-file.js'

/** What `wordloom vectors convert` was asked for. */
export interface ConvertCommandOptions extends OutputModeOptions {
  readonly format: WritableFormat
  readonly dtype?: 'float32' | 'float16'
  readonly limit?: number
  readonly words?: string
  readonly vocabulary?: string
  readonly gzip?: boolean
  readonly lenient?: boolean
  readonly force?: boolean
}

interface Loaded {
  readonly embedding: Embedding
  readonly report: VectorsReport | undefined
}

/** Writes vectors in another format. */
export async function convert(
  vectors: string,
  output: string,
  options: ConvertCommandOptions,
  io: CommandIo,
): Promise<void> {
  const { embedding, report } = await load(vectors, options, io)
  const { format, dtype, gzip, force } = options
  const { writeVectors } = await import('@wordloom/glove-loader')
  const progress = await createByteProgress(io, options, `writing ${basename(output)}`)
  try {
    await interruptible(io, options, 'nothing is left of the output', (signal) =>
      writeVectors(output, embedding, {
        format,
        signal,
        onProgress: progress.show,
        ...withoutUndefined({ dtype, gzip, overwrite: force }),
      }),
    )
  } finally {
    progress.stop()
  }
  const words = embedding.vocabulary.size - embedding.vocabulary.specialTokens.length
  if (report !== undefined && report.skipped.total > 0) {
    note(io, options, `${formatCount(report.skipped.total)} malformed rows were left out`)
  }
  if (options.json === true) {
    await writeJson(io, { output, format, words, dimension: embedding.dimension, report })
  } else await write(io.stdout, `${printable(output)}\t${formatCount(words)} words\t${format}\n`)
}

async function load(vectors: string, options: ConvertCommandOptions, io: CommandIo): Promise<Loaded> {
  const words = options.words === undefined ? undefined : new Set(await readWordFile(options.words))
  const chosen = withoutUndefined({ limit: options.limit, words })
  const place = await locateVectors(vectors, io.env)
  const { glove, loadVectors } = await import('@wordloom/glove-loader')
  if (place === undefined) return { embedding: await glove(vectors).load(chosen), report: undefined }
  const progress = await createByteProgress(io, options, `reading ${basename(place.path)}`)
  try {
    return await interruptible(io, options, 'stopping', (signal) =>
      loadVectors(place.path, {
        ...chosen,
        signal,
        onProgress: progress.show,
        mode: options.lenient === true ? 'lenient' : 'strict',
        ...withoutUndefined({ entry: place.entry, vocabulary: options.vocabulary }),
      }),
    )
  } finally {
    progress.stop()
  }
}
