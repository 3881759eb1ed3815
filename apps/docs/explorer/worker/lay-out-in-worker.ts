import { proxy } from 'comlink'
import { workInWorker } from '../../tool-parts/work-in-worker.js'
import type { LayOutProgress } from '../map/lay-out.js'
import type { WordMap } from '../map/word-map.js'
import type { WordRows } from '../vectors/word-rows.js'
import type { MapWork } from './map-worker.js'

/** As `layOut`, off the page's thread. Throws WordloomError `ABORTED` and `WORKER_FAILED`, too. */
export async function layOutInWorker(
  rows: WordRows,
  onProgress: (progress: LayOutProgress) => void,
  signal: AbortSignal,
): Promise<WordMap> {
  const worker = new Worker(new URL('./map-worker.ts', import.meta.url), { type: 'module', name: 'map' })
  const working = workInWorker<MapWork>(worker, 'lays out the map')
  try {
    return await working.ask((work) => work.layOut(rows, proxy(onProgress)), signal)
  } finally {
    working.end()
  }
}
