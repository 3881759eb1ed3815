export { glove } from './glove.js'
export { loadGlove } from './load-glove.js'
export { parseGlove } from './parse-glove.js'

export type { GloveInput } from './open/byte-source.js'
export type { GloveOptions, LoadGloveOptions, ParseGloveOptions, VectorFileOptions } from './options.js'
export type { GloveReport, LoadedGlove, SkippedExample, SkipReason, TokenExample } from './report.js'
