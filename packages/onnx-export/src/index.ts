export { exportOnnx } from './export-onnx.js'
export { onnx } from './exporter.js'
export { inspectOnnx } from './inspect-onnx.js'
export { verifyOnnx } from './verify/verify-onnx.js'

export type { OnnxExporter, OnnxExporterOptions, OnnxExportResult } from './exporter.js'
export type { OnnxInitializer, OnnxSummary, OnnxValue } from './inspect-onnx.js'
export type {
  OnnxRuntime,
  OnnxSession,
  OnnxSessionOptions,
  OnnxTensor,
  RuntimeIdentity,
} from './runtime/onnx-runtime.js'
export type { VerificationReport, VerifiedCase, VerifyOptions } from './verify/verification-report.js'
