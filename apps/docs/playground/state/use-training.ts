import { isWordloomError, TrainingAbortedError, type TrainingEvent } from '@wordloom/core'
import type { WebTrainer } from '@wordloom/trainer-web'
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { LabeledRows } from '../data/labeled-rows.js'
import { checkpointsPath, modelPath, saveCurves } from '../session/session-store.js'
import { noCurves, withEvent, withHistory, type Curves } from '../training/curves.js'
import type { Session } from '../training/session.js'
import { assertSettings, type Settings } from '../training/settings.js'
import { checkpointSteps, trainRequest } from '../training/train-request.js'
import type { KeptSession } from './kept-session.js'
import { loadInitialVectors } from './load-initial-vectors.js'
import { problemOf, type Problem } from '../../tool-parts/problem.js'
import { throttled } from './throttled.js'
import type { ModelState } from './use-model.js'

/** `stopped`: cancelled or interrupted. */
export type TrainingPhase = 'idle' | 'vectors' | 'training' | 'stopped' | 'done'

type StartEvent = Extract<TrainingEvent, { readonly type: 'start' }>

/** What a training starts from. */
export interface Start {
  readonly name: string
  readonly rows: LabeledRows
  readonly settings: Settings
  readonly vectorsFile: File | undefined
}

/** A training, and the model that comes of it. */
export interface TrainingState {
  readonly phase: Ref<TrainingPhase>
  /** 0 … 1 of what is under way. */
  readonly progress: Ref<number>
  readonly curves: ShallowRef<Curves>
  /** What the trainer said at the start. */
  readonly started: ShallowRef<StartEvent | undefined>
  /** Whether a training that stopped can go on. */
  readonly canResume: Ref<boolean>
  readonly problem: ShallowRef<Problem | undefined>
  start(start: Start): Promise<void>
  resume(): Promise<void>
  cancel(): void
}

/** Drawing more often shows nothing more. */
const drawEvery = 100

/** Trains in the worker, keeps what is needed to go on, and hands the model over. */
export function useTraining(trainer: WebTrainer, kept: KeptSession, model: ModelState): TrainingState {
  const phase = ref<TrainingPhase>('idle')
  const progress = ref(0)
  const curves = shallowRef<Curves>(noCurves)
  const started = shallowRef<StartEvent>()
  const problem = shallowRef<Problem>()
  const { canResume } = kept
  let controller = new AbortController()

  /** Runs one piece of work from begin to end; nothing that it throws leaves the page without a message. */
  async function running(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    controller = new AbortController()
    problem.value = undefined
    progress.value = 0
    try {
      await work(controller.signal)
      phase.value = 'done'
    } catch (error) {
      phase.value = 'stopped'
      if (!(isWordloomError(error) && error.code === 'ABORTED')) problem.value = problemOf(error)
    }
  }

  async function train(session: Session, signal: AbortSignal): Promise<void> {
    phase.value = 'training'
    let latest = curves.value
    const shown = throttled<() => void>(drawEvery, (show) => show())
    const isKept = await kept.isAvailable()
    try {
      const classifier = await trainer.train({
        ...trainRequest(session),
        signal,
        ...(isKept && {
          checkpoints: { path: checkpointsPath, everySteps: checkpointSteps(session), resume: true },
        }),
        onEvent(event) {
          latest = withEvent(latest, event)
          const now = latest
          if (event.type === 'start') started.value = event
          if (event.type === 'checkpoint') {
            canResume.value = true
            // Without them a training still goes on; only the begin of the plots is lost.
            void saveCurves(trainer.files, now).catch(() => undefined)
          }
          shown.put(() => {
            curves.value = now
            progress.value = (now.steps.at(-1)?.at ?? 0) / session.settings.epochs
          })
        },
      })
      shown.flush()
      latest = curves.value = withHistory(latest, classifier)
      await model.show(classifier, session)
      if (isKept) await kept.keepModel(() => trainer.saveModel(classifier, modelPath, { overwrite: true }), latest)
    } catch (error) {
      shown.flush()
      // The best so far may be tried out while the rest waits.
      if (error instanceof TrainingAbortedError && error.classifier) {
        const { classifier } = error
        await model.show(classifier, session)
        // Also after a reload; where nothing is kept there is nothing to be said now.
        if (isKept) await trainer.saveModel(classifier, modelPath, { overwrite: true }).catch(() => undefined)
      }
      throw error
    }
  }

  return {
    phase,
    progress,
    curves,
    started,
    canResume,
    problem,
    start: ({ name, rows, settings, vectorsFile }) =>
      running(async (signal) => {
        assertSettings(settings)
        phase.value = 'vectors'
        const vectors = await loadInitialVectors({
          choice: settings.vectors,
          file: vectorsFile,
          texts: rows.texts,
          signal,
          onProgress: ({ done, total }) => (progress.value = total ? done / total : 0),
        })
        const session = { name, rows: { texts: rows.texts, labels: rows.labels }, settings: { ...settings }, vectors }
        curves.value = noCurves
        model.clear()
        await kept.begin(session)
        await train(session, signal)
      }),
    resume: () =>
      running(async (signal) => {
        const session = await kept.session()
        if (session !== undefined) await train(session, signal)
      }),
    cancel: () => controller.abort(),
  }
}
