import type { TrainedModel } from '@wordloom/core'
import type { CompleteForm } from './export-form.js'

/** Version of what the graph takes, gives and says about itself. A change that a reader must know of raises it. */
export const formatVersion = 1

/** Keys of `metadata_props` that this package reads again. */
export const metadataKeys = {
  formatVersion: 'wordloom.format_version',
  inputs: 'wordloom.inputs',
  opset: 'wordloom.opset',
  optimize: 'wordloom.optimize',
  precision: 'wordloom.precision',
  time: 'wordloom.time',
} as const

/**
 * What a program in another language must know to use the file, as `metadata_props`. Objects are JSON with sorted keys,
 * so equal models give equal bytes.
 */
export function metadataOf({ spec, vocabulary }: TrainedModel, form: CompleteForm): Readonly<Record<string, string>> {
  return {
    [metadataKeys.formatVersion]: String(formatVersion),
    [metadataKeys.inputs]: form.inputs,
    'wordloom.labels': JSON.stringify(spec.task.labels),
    'wordloom.max_length': String(Math.min(spec.maxLength, form.time ?? Infinity)),
    [metadataKeys.opset]: String(form.opset),
    [metadataKeys.optimize]: form.optimize,
    [metadataKeys.precision]: form.precision,
    'wordloom.task': spec.task.type,
    ...(form.time !== undefined && { [metadataKeys.time]: String(form.time) }),
    'wordloom.tokenizer': JSON.stringify(spec.tokenizer, Object.keys(spec.tokenizer).sort()),
    'wordloom.vocabulary_sha256': vocabulary.fingerprint,
    'wordloom.vocabulary_size': String(vocabulary.size),
  }
}
