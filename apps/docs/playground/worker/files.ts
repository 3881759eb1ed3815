import { proxy, type Remote } from 'comlink'
import type { Outcome } from '../../tool-parts/outcome.js'
import { workInWorker } from '../../tool-parts/work-in-worker.js'
import type { Table } from '../data/table.js'
import type { InitialVectors } from '../vectors/initial-vectors.js'
import type { OnProgress } from '../vectors/load-vectors.js'
import type { FilesWork } from './files-worker.js'

/** Reads files off the page's thread; each piece of work has a worker of its own, which gives all memory back at its end. */
export const files: {
  /** As `readTable`. */
  table(file: Blob, name: string): Promise<Table>
  /** As `vectorsOfFile`. Throws WordloomError `ABORTED`, too. */
  vectorsOfFile(
    file: File,
    texts: readonly string[],
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<InitialVectors>
  /** As `vectorsOfGloveMini`. Throws WordloomError `ABORTED`, too. */
  vectorsOfGloveMini(texts: readonly string[], signal: AbortSignal): Promise<InitialVectors>
} = {
  table: (file, name) => inWorker((work) => work.readTable(file, name)),
  vectorsOfFile: (file, texts, onProgress, signal) =>
    inWorker((work) => work.vectorsOfFile(file, texts, proxy(onProgress)), signal),
  vectorsOfGloveMini: (texts, signal) => inWorker((work) => work.vectorsOfGloveMini(texts), signal),
}

async function inWorker<Result>(
  ask: (work: Remote<FilesWork>) => Promise<Outcome<Result>>,
  signal?: AbortSignal,
): Promise<Result> {
  const worker = new Worker(new URL('./files-worker.ts', import.meta.url), { type: 'module', name: 'files' })
  const working = workInWorker<FilesWork>(worker, 'reads files')
  try {
    return await working.ask(ask, signal)
  } finally {
    working.end()
  }
}
