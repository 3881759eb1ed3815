import type { Classifier } from '@wordloom/core'
import { readLabeledRows } from '@wordloom/datasets'
import { write, type CommandIo } from '../io.js'
import type { EngineOptions } from '../options/engine-options.js'
import type { LabelSeparatorOptions } from '../options/label-separator.js'
import type { DataOptions, OutputModeOptions } from '../options/shared-options.js'
import { assertThreshold, type ThresholdOptions } from '../options/threshold.js'
import { withoutUndefined } from '../options/without-undefined.js'
import { wrongUsage } from '../options/wrong-usage.js'
import { formatMetrics } from '../output/format-metrics.js'
import { writeJson } from '../output/json.js'
import { loadModelFolder } from './load-classifier.js'
import { measureClassifier } from './measure-classifier.js'

/** What `wordloom evaluate` was asked for. */
export interface EvaluateCommandOptions
  extends DataOptions, LabelSeparatorOptions, ThresholdOptions, EngineOptions, OutputModeOptions {
  readonly data: string
  readonly text: string
  readonly label: string
}

/** Reads rows, labels them and prints how often that was right. */
export async function evaluate(model: string, options: EvaluateCommandOptions, io: CommandIo): Promise<void> {
  const { data: file, text, label, labelSeparator, quotes, format, threshold } = options
  const classifier = await loadModelFolder(model, 'evaluate', options, io)
  try {
    assertThreshold('evaluate', classifier, options)
    assertSeparator(classifier, options)
    const rows = await readLabeledRows({ file, text, label, quotes, ...withoutUndefined({ labelSeparator, format }) })
    const metrics = await measureClassifier(classifier, rows, threshold)
    if (options.json === true) await writeJson(io, { model, data: file, ...metrics })
    else await write(io.stdout, formatMetrics(metrics))
  } finally {
    classifier.dispose()
  }
}

function assertSeparator({ spec }: Classifier, { labelSeparator }: EvaluateCommandOptions): void {
  const isMultiLabel = spec.task.type === 'multi-label'
  if (isMultiLabel && labelSeparator === undefined) {
    throw wrongUsage('evaluate', 'A multi-label model needs what stands between labels', '--label-separator')
  }
  if (!isMultiLabel && labelSeparator !== undefined) {
    throw wrongUsage('evaluate', 'This model gives one label a row, not several', '--label-separator')
  }
}
