import type { TrainingEvent } from '@wordloom/core'

/** One row of the plots and of the table beside them. */
export interface EpochPoint {
  readonly epoch: number
  readonly loss: number
  readonly accuracy: number
  readonly validationLoss?: number | undefined
  readonly validationAccuracy?: number | undefined
  readonly isBest: boolean
}

/** Loss of a step, and accuracy of its epoch so far. */
export interface StepPoint {
  /** Epochs that were done, with a fraction. */
  readonly at: number
  /** A running mean: batches differ much. */
  readonly loss: number
  readonly accuracy: number
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
    case 'step': {
      const before = curves.steps.at(-1)?.loss ?? event.loss
      const loss = smoothing * before + (1 - smoothing) * event.loss
      const at = event.epoch - 1 + event.step / event.stepsPerEpoch
      return { ...curves, steps: [...thinned(curves.steps), { at, loss, accuracy: event.accuracy }] }
    }
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
