import type { TrainedModel } from '@wordloom/core'
import { exportOnnx } from '../export-onnx.js'
import type { CompleteForm } from '../graph/export-form.js'
import { roundedModel } from '../graph/rounded-model.js'
import type { AnsweringModel } from '../vocabulary/restrict-vocabulary.js'
import { compareCases, type Comparison } from './compare-cases.js'
import { roundingMeter, type RoundingLoss } from './rounding-loss.js'
import { openSession, runBatch, type LoadedFile } from './run-batch.js'
import { sampleTextsCase } from './verification-cases.js'
import type { VerifiedCase, VerifyOptions } from './verification-report.js'

/** Both steps of a comparison, and what lies between them. */
export interface RoundedComparison {
  readonly verified: VerifiedCase[]
  readonly rounding: RoundingLoss
}

/**
 * Compares a file whose weights are rounded: classifier = float32 file, float32 file of the rounded weights = the file.
 * The difference between the two is then that of the rounding and of nothing else.
 */
export async function compareRounded(
  classifier: AnsweringModel,
  form: CompleteForm,
  comparison: Omit<Comparison, 'expected' | 'options'> & { readonly options: VerifyOptions },
): Promise<RoundedComparison> {
  const { cases, options, file } = comparison
  const exact: CompleteForm = { ...form, precision: 'fp32' }
  const predict: Comparison['expected'] = ({ batch }) => classifier.predictBatch(batch)
  const { signal } = options
  await withFile(classifier, exact, file, (original) =>
    compareCases({ ...comparison, options: { ...(signal && { signal }) }, file: original, expected: predict }),
  )
  const measuredOn = cases.some(({ name }) => name === sampleTextsCase) ? sampleTextsCase : 'random rows'
  const meter = roundingMeter(classifier.spec, file.outputs, options.sampleLabels)
  const verified = await withFile(roundedModel(classifier, form.precision), exact, file, (rounded) =>
    compareCases({
      ...comparison,
      expected: (batch, name) => runBatch(rounded, batch, name),
      async onReceived(batch, received, name) {
        if (measuredOn === sampleTextsCase && name !== sampleTextsCase) return
        meter.add(await predict(batch, name), received)
      },
    }),
  )
  return { verified, rounding: meter.result(measuredOn) }
}

async function withFile<Result>(
  model: TrainedModel,
  form: CompleteForm,
  like: LoadedFile,
  work: (file: LoadedFile) => Promise<Result>,
): Promise<Result> {
  const { time, ...rest } = form
  const session = await openSession(like.runtime, exportOnnx(model, time === undefined ? rest : { ...rest, time }))
  try {
    return await work({ ...like, session })
  } finally {
    await session.release()
  }
}
