import { tableOfVocabulary, type WordTable } from '@wordloom/core'
import { writeFileBy } from '@wordloom/node-files'
import { writeSync } from 'node:fs'
import { stat, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import type { CacheType, SourceStamp } from '../cache/cache-header.js'
import { createCacheWriter, type CacheWriter } from '../cache/cache-writer.js'
import type { CacheNotes } from '../cache/vector-store.js'
import { openText } from '../open/text-source.js'
import { parseAll } from '../parse-vectors.js'
import { reservedRows } from '../parse/row-store.js'
import type { VectorsReport } from '../report.js'
import { createCacheRows } from './cache-rows.js'
import { gunzipChunks, nodeZipInflater } from './gunzip.js'
import { loadVectors } from './load-vectors.js'
import { openBytes } from './open-bytes.js'
import type { OpenVectorsOptions } from './open-vectors.js'
import { stampSource } from './source-stamp.js'

/**
 * Files up to this size are read as fast as can be, into memory: a text of vectors is about twice as large as its matrix.
 * Larger ones go to the cache row by row.
 */
const largestInMemory = 1_073_741_824

/** Builds a cache of a vector file. Throws as `loadVectors`, and `FILE_WRITE_FAILED`. */
export async function buildCache(
  source: string,
  cache: string,
  options: OpenVectorsOptions & { readonly dtype: CacheType },
  optionsChecksum: number,
): Promise<void> {
  const { size } = await stat(source).catch(() => ({ size: 0 }))
  const build = size <= largestInMemory ? buildFromMemory : buildFromStream
  await writeFileBy(cache, (file) => build(file, source, options, optionsChecksum), { overwrite: true })
}

type BuildOptions = OpenVectorsOptions & { readonly dtype: CacheType }

async function buildFromMemory(
  file: FileHandle,
  source: string,
  options: BuildOptions,
  optionsChecksum: number,
): Promise<void> {
  const { embedding, report } = await loadVectors(source, { ...options, name: basename(source) })
  const stamp = await stampSource(source)
  const { dimension, matrix } = embedding
  const writer = writerTo(file, options.dtype, dimension)
  const rowsAtOnce = Math.max(1, Math.floor(1_048_576 / dimension))
  for (let row = reservedRows; row < embedding.vocabulary.size; row += rowsAtOnce) {
    writer.appendRows(matrix.subarray(row * dimension, (row + rowsAtOnce) * dimension))
  }
  const unknownRow = report.unknownRow === 'file' ? embedding.row(1) : undefined
  finish(writer, { table: tableOfVocabulary(embedding.vocabulary), stamp, report, unknownRow, optionsChecksum })
}

async function buildFromStream(
  file: FileHandle,
  source: string,
  options: BuildOptions,
  optionsChecksum: number,
): Promise<void> {
  const name = basename(source)
  const stamp = await stampSource(source)
  let writer: CacheWriter | undefined
  const text = openText(await openBytes(source), {
    file: name,
    entry: options.entry,
    gunzip: gunzipChunks,
    zip: nodeZipInflater,
  })
  try {
    const { onProgress } = options
    const parser = await parseAll(
      text.chunks,
      { ...options, name, ...(onProgress === undefined ? {} : { onProgress: () => onProgress(text.progress()) }) },
      (dimension) => {
        writer = writerTo(file, options.dtype, dimension)
        return createCacheRows(dimension, writer)
      },
    )
    const { table, report, unknownRow } = parser.finishRows()
    finish(writer!, { table, stamp, report, unknownRow, optionsChecksum })
  } finally {
    await text.close()
  }
}

interface Finish {
  readonly table: WordTable
  readonly stamp: SourceStamp
  readonly report: VectorsReport
  readonly unknownRow: Float32Array | undefined
  readonly optionsChecksum: number
}

function finish(writer: CacheWriter, { table, stamp, report, unknownRow, optionsChecksum }: Finish): void {
  const notes: CacheNotes = { report, ...(unknownRow === undefined ? {} : { unknownRow: [...unknownRow] }) }
  writer.finish({ table, source: stamp, json: notes, optionsChecksum })
}

function writerTo(file: FileHandle, dtype: CacheType, dimension: number): CacheWriter {
  const target = {
    write(bytes: Uint8Array, position: number) {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(file.fd, bytes, done, bytes.length - done, position + done)
      }
    },
  }
  return createCacheWriter({ target, dtype, dimension, crc32 })
}
