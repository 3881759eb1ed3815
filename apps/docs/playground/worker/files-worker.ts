import { expose } from 'comlink'
import { readTable } from '../data/read-table.js'
import { vectorsOfFile, vectorsOfGloveMini, type OnProgress } from '../vectors/load-vectors.js'
import { outcomeOf } from '../../tool-parts/outcome.js'

const work = {
  readTable: (file: Blob, name: string) => outcomeOf(() => readTable(file, name)),
  vectorsOfFile: (file: File, texts: readonly string[], onProgress: OnProgress) =>
    outcomeOf(() => vectorsOfFile(file, texts, onProgress)),
  vectorsOfGloveMini: (texts: readonly string[]) => outcomeOf(() => vectorsOfGloveMini(texts)),
}

/** What the worker of files does. */
export type FilesWork = typeof work

expose(work)
