import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { isAborted, problemOf, type Problem } from '../../tool-parts/problem.js'
import type { WordMap } from '../map/word-map.js'
import type { Unknown } from '../vectors/answer.js'
import type { WordRows } from '../vectors/word-rows.js'
import { layOutInWorker } from '../worker/lay-out-in-worker.js'

/** The map of words. */
export interface MapState {
  /** What is there of the map: while it is made, it changes. */
  readonly map: ShallowRef<WordMap | undefined>
  readonly isDrawing: Ref<boolean>
  /** 0 … 1. */
  readonly progress: Ref<number>
  readonly problem: ShallowRef<Problem | undefined>
  /** The word without a vector that a map was wanted around. */
  readonly unknown: ShallowRef<Unknown | undefined>
  draw(rows: () => Promise<WordRows | Unknown>): Promise<void>
  /** Stops; the map before comes back. */
  cancel(): void
  /** Takes the map away, which is of other vectors than there are now. */
  clear(): void
}

/** Lays maps out in a worker, one at a time. */
export function useMap(): MapState {
  const map = shallowRef<WordMap>()
  const isDrawing = ref(false)
  const progress = ref(0)
  const problem = shallowRef<Problem>()
  const unknown = shallowRef<Unknown>()
  let drawing = new AbortController()
  /** The last one that was finished. */
  let finished: WordMap | undefined

  onBeforeUnmount(() => drawing.abort())

  async function layOut(rows: WordRows, { signal }: AbortController): Promise<void> {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    finished = await layOutInWorker(
      rows,
      ({ share, positions }) => {
        if (signal.aborted) return
        progress.value = share
        if (!isStill) map.value = { words: rows.words, positions, neighbors: [] }
      },
      signal,
    )
    map.value = finished
  }

  return {
    map,
    isDrawing,
    progress,
    problem,
    unknown,
    async draw(rowsWanted) {
      drawing.abort()
      const own = new AbortController()
      drawing = own
      isDrawing.value = true
      progress.value = 0
      problem.value = undefined
      unknown.value = undefined
      try {
        const rows = await rowsWanted()
        if (own.signal.aborted) return
        if ('unknown' in rows) unknown.value = rows
        else await layOut(rows, own)
      } catch (error) {
        if (drawing === own) map.value = finished
        if (!isAborted(error)) problem.value = problemOf(error)
      } finally {
        if (drawing === own) isDrawing.value = false
      }
    },
    cancel: () => drawing.abort(),
    clear() {
      drawing.abort()
      finished = undefined
      map.value = undefined
    },
  }
}
