export { errorCodes } from './error-codes.js'
export { isWordloomError, WordloomError } from './errors.js'
export { naturalLogarithm } from './random/natural-logarithm.js'
export { sha256Hex } from './internal/sha256.js'
export { createRandom, restoreRandom } from './random/random.js'
export { createTokenizer, defaultTokenizer } from './tokenizer/tokenizer.js'
export { usualForms } from './tokenizer/word-runs.js'
export {
  createVocabulary,
  defaultSpecialTokens,
  paddingId,
  tableOfVocabulary,
  unknownId,
  vocabularyFromTable,
} from './vocabulary/vocabulary.js'
export { createWordTable, hashWord, slotCount, wordTableOf } from './vocabulary/word-table.js'
export { buildVocabulary, buildVocabularyFromCounts, buildVocabularyFromStream } from './vocabulary/build-vocabulary.js'
export { parseVocabularyText, vocabularyToText } from './vocabulary/vocabulary-text.js'
export { parseVocabularyJson, vocabularyToJson } from './vocabulary/vocabulary-json.js'
export { createEmbedding } from './embedding/embedding.js'
export {
  compactEmbedding,
  compactRows,
  createCompactEmbedding,
  expandEmbedding,
  expandRow,
} from './embedding/compact-embedding.js'
export { embeddingFromSource, randomEmbedding } from './embedding/initialize-embedding.js'
export { assertModelSpec, createModelSpec, outputCount, weightShapes } from './model/model-spec.js'
export { decodeModelFolder, encodeModelFolder, modelFolderFiles } from './model/model-folder.js'
export { decodeSafetensors, encodeSafetensors, tensorFromFloat32, tensorToFloat32 } from './model/safetensors.js'
export { TrainingAbortedError } from './contracts/trainer.js'
export { wordloom } from './wordloom.js'

export type { ErrorCode } from './error-codes.js'
export type { ErrorDetails } from './errors.js'
export type { RandomGenerator, RandomState } from './random/random.js'
export type {
  TextVectorizationSpec,
  Tokenizer,
  TokenizerSpec,
  UnicodeWordsSpec,
  WordRunsSpec,
} from './tokenizer/tokenizer.js'
export type { CreateVocabularyOptions, EncodeBatchOptions, EncodedBatch, Vocabulary } from './vocabulary/vocabulary.js'
export type { BuildVocabularyOptions } from './vocabulary/build-vocabulary.js'
export type { VocabularyJson } from './vocabulary/vocabulary-json.js'
export type { WordTable, WordTableParts } from './vocabulary/word-table.js'
export type { VocabularyTextOptions } from './vocabulary/vocabulary-text.js'
export type { CompactEmbedding, CompactParts, CompactRows, CompactType } from './embedding/compact-embedding.js'
export type { CreateEmbeddingOptions, Embedding } from './embedding/embedding.js'
export type { OutOfVocabularyPolicy } from './embedding/out-of-vocabulary.js'
export type { EmbeddingCoverage } from './embedding/initialize-embedding.js'
export type {
  EmbeddingSpec,
  EncoderSpec,
  HiddenSpec,
  ModelSpec,
  ModelSpecOptions,
  Pooling,
  TaskSpec,
} from './model/model-spec.js'
export type { StoredTensor, StoredTensors, TensorType } from './model/safetensors.js'
export type { Tensor, Weights } from './model/tensor.js'
export type { EpochMetrics, TrainedModel } from './model/trained-model.js'
export type { Classifier, Prediction, PredictOptions } from './contracts/classifier.js'
export type { EmbeddingSource, EmbeddingSourceOptions } from './contracts/embedding-source.js'
export type {
  AdamSpec,
  AdamWSpec,
  Batch,
  CommonOptimizerSpec,
  Engine,
  EngineConfig,
  EngineFactory,
  EngineState,
  OptimizerSpec,
  RmspropSpec,
  SgdSpec,
  StepOptions,
  StepResult,
  TrainingBatch,
} from './contracts/engine.js'
export type { Exporter, ExportOptions, ExportResult } from './contracts/exporter.js'
export type { FileStore, FolderFiles, ListableFileStore, WriteOptions } from './contracts/file-store.js'
export type { Progress, WorkOptions } from './contracts/progress.js'
export type { LabeledText, TextDataset } from './contracts/text-dataset.js'
export type {
  CheckpointOptions,
  DatasetTrainRequest,
  LabeledTexts,
  LearningRateSchedule,
  OptimizerOptions,
  ResumePoint,
  TextsTrainRequest,
  Trainer,
  TrainingEvent,
  TrainingOptions,
  TrainingRun,
  TrainRequest,
} from './contracts/trainer.js'
export type { Loom, Plugin } from './wordloom.js'
