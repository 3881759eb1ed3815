import { createWebTrainer, type WebTrainer } from '@wordloom/trainer-web'
import { onBeforeUnmount, onMounted, reactive, shallowRef, type ShallowRef } from 'vue'
import { modelPath } from '../session/session-store.js'
import { noCurves } from '../training/curves.js'
import { defaultSettings, type Settings } from '../training/settings.js'
import { keepSession, type KeptSession } from './kept-session.js'
import { problemOf } from '../../tool-parts/problem.js'
import { useModel, type ModelState } from './use-model.js'
import { useTable, type TableState } from './use-table.js'
import { useTraining, type TrainingState } from './use-training.js'

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/** All state of the page. */
export interface Playground {
  readonly trainer: WebTrainer
  readonly kept: KeptSession
  readonly table: TableState
  readonly settings: Writable<Settings>
  readonly vectorsFile: ShallowRef<File | undefined>
  readonly training: TrainingState
  readonly model: ModelState
  /** Forgets data, model and checkpoints. */
  forget(): Promise<void>
}

const database = 'wordloom-playground'

/** Makes the state of a page, takes up what the browser kept of the last visit, and ends the worker with the page. */
export function usePlayground(): Playground {
  const trainer = createWebTrainer({ database })
  const kept = keepSession(trainer.files)
  const table = useTable()
  const settings = reactive<Writable<Settings>>({ ...defaultSettings })
  const vectorsFile = shallowRef<File>()
  const model = useModel()
  const training = useTraining(trainer, kept, model)

  async function restore(): Promise<void> {
    const session = await kept.session()
    if (session === undefined) return
    Object.assign(settings, session.settings)
    training.curves.value = (await kept.curves()) ?? noCurves
    const { texts, labels } = session.rows
    table.table.value = {
      name: session.name,
      columns: ['text', 'label'],
      rows: texts.map((text, row) => [text, labels[row]!]),
    }
    const hasModel = await kept.hasModel()
    training.phase.value = kept.canResume.value ? 'stopped' : hasModel ? 'done' : 'idle'
    if (hasModel) await model.show(await trainer.loadClassifier(modelPath), session)
  }

  onMounted(async () => {
    try {
      await restore()
    } catch (error) {
      kept.problem.value = problemOf(error)
    }
  })
  onBeforeUnmount(() => trainer.dispose())

  return {
    trainer,
    kept,
    table,
    settings,
    vectorsFile,
    training,
    model,
    async forget() {
      training.cancel()
      await kept.forget()
      model.clear()
      table.table.value = undefined
      training.curves.value = noCurves
      training.phase.value = 'idle'
    },
  }
}
