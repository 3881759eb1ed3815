import { WordloomError } from '@wordloom/core'
import { proxy, wrap, type Remote } from 'comlink'
import type { Table } from '../data/table.js'
import type { InitialVectors } from '../vectors/initial-vectors.js'
import type { OnProgress } from '../vectors/load-vectors.js'
import type { FilesWork } from './files-worker.js'
import { resultOf, type Outcome } from './outcome.js'

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
  try {
    const stopped = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => reject(broken(event.message)))
      signal?.addEventListener('abort', () => reject(new WordloomError('ABORTED', 'Reading was cancelled')))
    })
    return resultOf(await Promise.race([ask(wrap<FilesWork>(worker)), stopped]))
  } finally {
    worker.terminate()
  }
}

function broken(reason: string): WordloomError {
  return new WordloomError('WORKER_FAILED', 'The worker that reads files broke down', {
    ...(reason !== '' && { received: reason }),
    hint: 'Reload the page. The file may also be too large for this device.',
  })
}
