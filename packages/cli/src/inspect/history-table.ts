import type { EpochMetrics } from '@wordloom/core'
import { formatFigure } from '../output/table.js'

/** Epochs that are shown; a training of thousands would bury everything else. */
const shownEpochs = 20

type Column = readonly [head: string, cell: (epoch: EpochMetrics) => string | undefined]

const columns: readonly Column[] = [
  ['epoch', ({ epoch }) => String(epoch)],
  ['loss', ({ loss }) => figure(loss)],
  ['accuracy', ({ accuracy }) => figure(accuracy)],
  ['validation loss', ({ validationLoss }) => figure(validationLoss)],
  ['validation accuracy', ({ validationAccuracy }) => figure(validationAccuracy)],
  [
    'learning rate',
    ({ learningRate }) => (learningRate === undefined ? undefined : String(Number(learningRate.toPrecision(4)))),
  ],
  ['seconds', ({ seconds }) => seconds.toFixed(1)],
]

/** The last epochs of a history, a row each; columns that none of them has are left out. */
export function historyTable(history: readonly EpochMetrics[]): string[][] {
  const shown = history.slice(-shownEpochs)
  const used = columns.filter(([, cell]) => shown.some((epoch) => cell(epoch) !== undefined))
  return [used.map(([head]) => head), ...shown.map((epoch) => used.map(([, cell]) => cell(epoch) ?? ''))]
}

function figure(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatFigure(value)
}
