import type { Classifier, TrainingEvent } from '@wordloom/core'
import { write, type CommandIo } from '../io.js'
import { formatMetrics } from '../output/format-metrics.js'
import { writeJson } from '../output/json.js'
import { alignColumns, formatCount, formatFigure } from '../output/table.js'
import type { Measurement } from './measure-classifier.js'
import type { TrainOptions } from './train-options.js'

/** What there is to say about a training that ended. */
export interface TrainingSummary {
  readonly classifier: Classifier
  /** All but the steps. */
  readonly events: readonly TrainingEvent[]
  /** From the first option read to the last row of the test measured. */
  readonly seconds: number
  readonly test?: Measurement
}

/** Prints the result of a training on standard output. */
export async function reportTraining(io: CommandIo, options: TrainOptions, summary: TrainingSummary): Promise<void> {
  if (options.json === true) await writeJson(io, toJson(options, summary))
  else await write(io.stdout, toText(options, summary))
}

function toJson(options: TrainOptions, { classifier, events, seconds, test }: TrainingSummary): object {
  const { spec, vocabulary, history, bestEpoch, embeddingSource } = classifier
  const start = events.find((event) => event.type === 'start')
  const end = events.find((event) => event.type === 'end')
  return {
    model: options.output,
    task: spec.task.type,
    labels: spec.task.labels,
    trainingRows: start?.trainingRows,
    validationRows: start?.validationRows,
    vocabularySize: vocabulary.size,
    vocabularyFingerprint: vocabulary.fingerprint,
    parameters: start?.parameters,
    embedding: { source: embeddingSource, dimension: spec.embedding.dimension, coverage: start?.coverage },
    engine: start?.engine,
    seed: options.seed,
    resumed: start?.resumed,
    ended: end?.reason,
    bestEpoch,
    history,
    test,
    seconds,
  }
}

function toText(options: TrainOptions, { classifier, seconds, test }: TrainingSummary): string {
  const { spec, vocabulary, history, bestEpoch } = classifier
  const best = history.find(({ epoch }) => epoch === bestEpoch)
  const rows = [
    ['model', options.output],
    ['labels', spec.task.labels.join(', ')],
    ['vocabulary', `${formatCount(vocabulary.size)} tokens`],
    ['epoch kept', `${bestEpoch} of ${history.length}`],
  ]
  if (best !== undefined) rows.push(['training', lossAndAccuracy(best.loss, best.accuracy)])
  if (best?.validationLoss !== undefined && best.validationAccuracy !== undefined) {
    rows.push(['validation', lossAndAccuracy(best.validationLoss, best.validationAccuracy)])
  }
  rows.push(['time', `${seconds.toFixed(1)} s`])
  const table = alignColumns(rows)
  return test === undefined ? table : `${table}\ntest ${options.test ?? ''}\n${formatMetrics(test)}`
}

function lossAndAccuracy(loss: number, accuracy: number): string {
  return `loss ${formatFigure(loss)}, accuracy ${formatFigure(accuracy)}`
}
