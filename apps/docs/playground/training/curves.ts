import type { TrainedModel, TrainingEvent } from '@wordloom/core'

/** One row of the plots and of the table beside them. */
export interface EpochPoint {
  readonly epoch: number
  readonly loss: number
  readonly accuracy: number
  readonly validationLoss?: number | undefined
  readonly validationAccuracy?: number | undefined
  readonly isBest: boolean
}

/** Loss and accuracy around a step: running means, for batches differ much. */
export interface StepPoint {
  /** Epochs that were done, with a fraction. */
  readonly at: number
  readonly loss: number
  readonly accuracy: number
  /** Accuracy of the epoch so far, of which that of the next batch is made. */
  readonly ofEpoch: number
}

/** What the plots show. */
export interface Curves {
  readonly steps: readonly StepPoint[]
  readonly epochs: readonly EpochPoint[]
}

export const noCurves: Curves = { steps: [], epochs: [] }

const smoothing = 0.85
/** More points than this are not to be seen on a screen: then every other one goes. */
const mostPoints = 2000

/** The curves after one more event. A training that goes on from a checkpoint drops what was behind it. */
export function withEvent(curves: Curves, event: TrainingEvent): Curves {
  switch (event.type) {
    case 'start': {
      if (event.resumed === undefined) return noCurves
      const { epoch, step } = event.resumed
      const at = epoch - 1 + step / event.stepsPerEpoch
      return {
        steps: curves.steps.filter((point) => point.at <= at + 1e-9),
        epochs: curves.epochs.filter((point) => point.epoch < epoch),
      }
    }
    case 'step':
      return { ...curves, steps: [...thinned(curves.steps), stepPoint(curves.steps.at(-1), event)] }
    case 'epoch': {
      const { epoch, loss, accuracy, validationLoss, validationAccuracy, isBest } = event
      const epochs = curves.epochs.map((point) => (isBest ? { ...point, isBest: false } : point))
      return {
        ...curves,
        epochs: [...epochs, { epoch, loss, accuracy, validationLoss, validationAccuracy, isBest }],
      }
    }
    default:
      return curves
  }
}

/**
 * The curves with the epochs that a model remembers: a page that was closed between a checkpoint and its own note of it
 * has lost one.
 */
export function withHistory(
  curves: Curves,
  { history, bestEpoch }: Pick<TrainedModel, 'history' | 'bestEpoch'>,
): Curves {
  const epochs = history.map(({ epoch, loss, accuracy, validationLoss, validationAccuracy }) => {
    return { epoch, loss, accuracy, validationLoss, validationAccuracy, isBest: epoch === bestEpoch }
  })
  return { ...curves, epochs }
}

function stepPoint(
  before: StepPoint | undefined,
  { epoch, step, stepsPerEpoch, loss, accuracy }: Extract<TrainingEvent, { readonly type: 'step' }>,
): StepPoint {
  const isNext = before !== undefined && step > 1
  const ofBatch = isNext ? Math.min(1, Math.max(0, accuracy * step - before.ofEpoch * (step - 1))) : accuracy
  const smooth = (last: number | undefined, value: number): number =>
    last === undefined ? value : smoothing * last + (1 - smoothing) * value
  return {
    at: epoch - 1 + step / stepsPerEpoch,
    loss: smooth(before?.loss, loss),
    accuracy: smooth(before?.accuracy, ofBatch),
    ofEpoch: accuracy,
  }
}

/** The ends of epochs stay: the figures of validation stand there. */
function thinned(steps: readonly StepPoint[]): readonly StepPoint[] {
  if (steps.length < mostPoints) return steps
  return steps.filter(({ at }, index) => index % 2 === 0 || Number.isInteger(at))
}

/** Columns as uPlot takes them. */
export type PlotColumns = (readonly (number | null)[])[]

/** `[x, training, validation]` of the losses or the accuracies; validation has a value only at the end of epochs. */
export function plotColumns({ steps, epochs }: Curves, quantity: 'loss' | 'accuracy'): PlotColumns {
  const validation = new Map(
    epochs.map((point) => [point.epoch, quantity === 'loss' ? point.validationLoss : point.validationAccuracy]),
  )
  return [
    steps.map(({ at }) => at),
    steps.map((point) => point[quantity]),
    steps.map(({ at }) => (Number.isInteger(at) ? (validation.get(at) ?? null) : null)),
  ]
}
