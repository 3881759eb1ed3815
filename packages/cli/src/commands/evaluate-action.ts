import { assertKnownLabels, readLabeledRows } from '@wordloom/datasets'
import { write, type CommandIo } from '../io.js'
import type { DataOptions, OutputModeOptions } from '../options/shared-options.js'
import { formatMetrics } from '../output/format-metrics.js'
import { writeJson } from '../output/json.js'
import { loadModelFolder } from './load-classifier.js'
import { measureClassifier } from './measure-classifier.js'

/** What `wordloom evaluate` was asked for. */
export interface EvaluateCommandOptions extends DataOptions, OutputModeOptions {
  readonly data: string
  readonly text: string
  readonly label: string
}

/** Reads rows, labels them and prints how often that was right. */
export async function evaluate(model: string, options: EvaluateCommandOptions, io: CommandIo): Promise<void> {
  const { data: file, text, label, quotes, format } = options
  const classifier = await loadModelFolder(model)
  try {
    const rows = await readLabeledRows({ file, text, label, quotes, ...(format === undefined ? {} : { format }) })
    assertKnownLabels(rows, classifier.spec.task.labels)
    const metrics = await measureClassifier(classifier, rows)
    if (options.json === true) await writeJson(io, { model, data: file, ...metrics })
    else await write(io.stdout, formatMetrics(metrics))
  } finally {
    classifier.dispose()
  }
}
