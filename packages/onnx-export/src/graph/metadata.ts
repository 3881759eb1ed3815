import type { TrainedModel } from '@wordloom/core'

/** Version of what the graph takes, gives and says about itself. A change that a reader must know of raises it. */
export const formatVersion = 1

/** Key of the entry that tells an export of this package from any other ONNX file. */
export const formatVersionKey = 'wordloom.format_version'

/**
 * What a program in another language must know to use the file, as `metadata_props`. Objects are JSON with sorted keys,
 * so equal models give equal bytes.
 */
export function metadataOf({ spec, vocabulary }: TrainedModel): Readonly<Record<string, string>> {
  return {
    [formatVersionKey]: String(formatVersion),
    'wordloom.labels': JSON.stringify(spec.task.labels),
    'wordloom.max_length': String(spec.maxLength),
    'wordloom.task': spec.task.type,
    'wordloom.tokenizer': JSON.stringify(spec.tokenizer, Object.keys(spec.tokenizer).sort()),
    'wordloom.vocabulary_sha256': vocabulary.fingerprint,
    'wordloom.vocabulary_size': String(vocabulary.size),
  }
}
