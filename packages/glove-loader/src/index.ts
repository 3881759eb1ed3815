export { glove } from './node/glove.js'
export { loadVectors } from './node/load-vectors.js'
export { parseVectors } from './parse-vectors.js'

export type { VectorsInput } from './node/open-bytes.js'
export type { GloveOptions, LoadVectorsOptions, ParseVectorsOptions, VectorFileOptions } from './options.js'
export type { VectorsReport, LoadedVectors, SkippedExample, SkipReason, TokenExample } from './report.js'
