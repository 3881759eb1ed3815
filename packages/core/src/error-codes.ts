/**
 * Every code a package of this repository throws, with its meaning. A code never changes its meaning; a plugin of
 * somebody else may use codes of its own.
 */
export const errorCodes = {
  INVALID_ARGUMENT: 'An option or argument is out of range or of the wrong type.',
  ABORTED: 'The caller cancelled the work through its AbortSignal.',
  FILE_NOT_FOUND: 'A file or folder does not exist.',
  FILE_EXISTS: 'The output exists and overwriting was not allowed.',
  FILE_READ_FAILED: 'A file could not be read.',
  FILE_WRITE_FAILED: 'A file could not be written; nothing is left under its final name.',
  INVALID_UTF8: 'Bytes that should be text are not UTF-8.',
  VOCABULARY_EMPTY: 'No token is left for the vocabulary.',
  VOCABULARY_DUPLICATE_TOKEN: 'A token occurs twice in a vocabulary.',
  VOCABULARY_TOKEN_NOT_TEXT: 'A token cannot be written to a text file, one token a line.',
  VOCABULARY_INVALID: 'A stored vocabulary is malformed.',
  TOKEN_ID_OUT_OF_RANGE: 'An id is not the id of a row of the vocabulary.',
  OUT_OF_VOCABULARY: 'A token is not in the vocabulary and the policy is to refuse it.',
  EMBEDDING_SHAPE: 'A matrix does not have one row per token and one column per dimension.',
  EMBEDDING_DIMENSION: 'Vectors have another dimension than the one asked for.',
  NOT_A_NUMBER: 'A value is NaN, infinite, or no number at all.',
  VECTORS_MALFORMED: 'A line or header of a vector file breaks its format.',
  VECTORS_EMPTY: 'A vector file holds no vectors.',
  ARCHIVE_MALFORMED: 'A gzip or zip file is damaged, or has not the entry asked for.',
  SAFETENSORS_MALFORMED: 'Bytes are not a valid safetensors file.',
  TENSOR_MISSING: 'A tensor that the model needs is not there.',
  TENSOR_SHAPE: 'A tensor has another shape or type than the model needs.',
  MODEL_SPEC_INVALID: 'A model specification is malformed.',
  MODEL_VERSION: 'The model was written by a newer format than this package reads.',
  MODEL_VOCABULARY_MISMATCH: 'The vocabulary beside a model is not the one it was trained with.',
  DATA_EMPTY: 'There are no rows to work on.',
  DATA_COLUMN_MISSING: 'A table lacks a column.',
  DATA_MALFORMED: 'A row of a table cannot be read.',
  DATA_LABELS: 'The labels do not fit the task: too few classes, or an unknown one.',
  TEXTS_EMPTY: 'No text has a single token.',
  TRAINING_DIVERGED: 'The loss became NaN or infinite.',
  PLUGIN_MISSING: 'No plugin that can do this was passed to wordloom().use().',
  PLUGIN_INVALID: 'An object passed to wordloom().use() is not a plugin.',
  DEPENDENCY_MISSING: 'An optional package is not installed.',
  RUNTIME_UNSUPPORTED: 'This machine or engine lacks something the package needs.',
  DISPOSED: 'The object was disposed and cannot be used any more.',
  ONNX_UNSUPPORTED: 'The model has a part that the exporter cannot express.',
  ONNX_MALFORMED: 'Bytes are not a model that this package exported.',
  ONNX_VERIFICATION_FAILED: 'The exported model answers differently from the trained one.',
} as const

/** A stable error code: one of {@link errorCodes}, or a plugin's own. */
export type ErrorCode = keyof typeof errorCodes | (string & {})
