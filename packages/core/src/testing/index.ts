/**
 * Conformance suites: what a plugin of one's own has to fulfil, to be run by any test runner.
 *
 * @packageDocumentation
 */
export { embeddingSourceConformance } from './embedding-source-conformance.js'
export { engineConformance } from './engine-conformance.js'
export { readEngineTrace } from './engine-trace.js'
export { exporterConformance } from './exporter-conformance.js'
export { trainerConformance } from './trainer-conformance.js'

export type { ConformanceCase } from './conformance-case.js'
export type { EngineTolerance } from './engine-conformance.js'
export type { EngineTrace, EngineTraceStep } from './engine-trace.js'
