export { createCertificate, parseCertificate } from './beside/certificate.js'
export { exportOnnx, exportOnnxWithData } from './export-onnx.js'
export { onnx } from './exporter.js'
export { roundedModel } from './graph/rounded-model.js'
export { inspectOnnx } from './inspect-onnx.js'
export { restrictVocabulary, usedVocabulary } from './vocabulary/restrict-vocabulary.js'
export { verifyOnnx } from './verify/verify-onnx.js'

export type { ParityCertificate, ParityCheck } from './beside/certificate.js'
export type { OnnxWithData } from './export-onnx.js'
export type { OnnxExporter, OnnxExporterOptions, OnnxExportResult } from './exporter.js'
export type { ExportForm } from './graph/export-form.js'
export type { Precision } from './graph/precision.js'
export type { OnnxInitializer, OnnxSummary, OnnxValue } from './inspect-onnx.js'
export type {
  OnnxRuntime,
  OnnxSession,
  OnnxSessionOptions,
  OnnxTensor,
  RuntimeIdentity,
} from './runtime/onnx-runtime.js'
export type { RoundingLoss } from './verify/rounding-loss.js'
export type { SampleLabels, VerificationReport, VerifiedCase, VerifyOptions } from './verify/verification-report.js'
export type { AnsweringModel } from './vocabulary/restrict-vocabulary.js'
