import type { ListableFileStore } from '@wordloom/core'
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import {
  hasCheckpoints,
  loadCurves,
  loadSession,
  modelPath,
  removeAll,
  removeCheckpoints,
  saveCurves,
  saveSession,
} from '../session/session-store.js'
import type { Curves } from '../training/curves.js'
import type { Session } from '../training/session.js'
import { problemOf, type Problem } from '../../tool-parts/problem.js'

/** What the browser keeps of a training, so that it outlives the page. */
export interface KeptSession {
  /** Whether there are checkpoints to go on from. */
  readonly canResume: Ref<boolean>
  /** Why nothing is kept, if nothing is. */
  readonly problem: ShallowRef<Problem | undefined>
  /** Whether the browser stores anything for this site; asked once. */
  isAvailable(): Promise<boolean>
  /** Puts a session in place of what was kept. A browser that keeps nothing is no error. */
  begin(session: Session): Promise<void>
  /** The session under way, or the one that is kept. */
  session(): Promise<Session | undefined>
  /** What the plots showed. */
  curves(): Promise<Curves | undefined>
  hasModel(): Promise<boolean>
  /** Keeps the model of a training that ended, and lets its checkpoints go. */
  keepModel(save: () => Promise<void>, curves: Curves): Promise<void>
  /** Forgets everything that is kept. */
  forget(): Promise<void>
}

/** Keeps one session in a file store. */
export function keepSession(store: ListableFileStore): KeptSession {
  const canResume = ref(false)
  const problem = shallowRef<Problem>()
  let current: Session | undefined
  let available: Promise<boolean> | undefined

  /** What cannot be kept is told, and stops nothing. */
  async function keeping(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  async function probe(): Promise<boolean> {
    await keeping(async () => {
      await store.writeFile('probe', new Uint8Array(1), { overwrite: true })
      await store.remove('probe')
    })
    return problem.value === undefined
  }
  const isAvailable = (): Promise<boolean> => (available ??= probe())

  return {
    canResume,
    problem,
    isAvailable,
    async begin(session) {
      current = session
      canResume.value = false
      if (!(await isAvailable())) return
      await keeping(async () => {
        await removeAll(store)
        await saveSession(store, session)
      })
    },
    async session() {
      if (current !== undefined || !(await isAvailable())) return current
      current = await loadSession(store)
      canResume.value = current !== undefined && (await hasCheckpoints(store))
      return current
    },
    curves: async () => ((await isAvailable()) ? loadCurves(store) : undefined),
    hasModel: async () => (await isAvailable()) && (await store.list(modelPath)).length > 0,
    keepModel: (save, curves) =>
      keeping(async () => {
        await save()
        await saveCurves(store, curves)
        await removeCheckpoints(store)
        canResume.value = false
      }),
    async forget() {
      current = undefined
      canResume.value = false
      if (await isAvailable()) await keeping(() => removeAll(store))
    },
  }
}
