import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { isAborted, problemOf, type Problem } from '../../tool-parts/problem.js'
import type { VectorsChoice } from '../vectors/vectors-choice.js'
import { openVectorsInWorker, type VectorsInWorker } from '../worker/vectors-in-worker.js'

/** The vectors that are explored. */
export interface VectorsState {
  readonly vectors: ShallowRef<VectorsInWorker | undefined>
  readonly isReading: Ref<boolean>
  /** 0 … 1 of the file that is being read. */
  readonly progress: Ref<number>
  readonly problem: ShallowRef<Problem | undefined>
  open(choice: VectorsChoice): Promise<void>
  cancel(): void
}

/** Opens vectors in a worker; what cannot be opened leaves those before in place. */
export function useVectors(): VectorsState {
  const vectors = shallowRef<VectorsInWorker>()
  const isReading = ref(false)
  const progress = ref(0)
  const problem = shallowRef<Problem>()
  let reading = new AbortController()

  onBeforeUnmount(() => {
    reading.abort()
    vectors.value?.close()
  })

  return {
    vectors,
    isReading,
    progress,
    problem,
    async open(choice) {
      reading.abort()
      const own = new AbortController()
      reading = own
      isReading.value = true
      progress.value = 0
      problem.value = undefined
      try {
        const onProgress = ({ done, total = Infinity }: { done: number; total?: number }): void => {
          if (reading === own) progress.value = done / total
        }
        const opened = await openVectorsInWorker(choice, onProgress, own.signal)
        vectors.value?.close()
        vectors.value = opened
      } catch (error) {
        if (!isAborted(error)) problem.value = problemOf(error)
      } finally {
        if (reading === own) isReading.value = false
      }
    },
    cancel: () => reading.abort(),
  }
}
