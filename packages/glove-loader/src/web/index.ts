/**
 * Reads, keeps, downloads and writes vectors in browsers.
 *
 * @packageDocumentation
 */
export { catalogue, findVectorSet } from '../catalogue/catalogue.js'
export { encodeVectors } from '../formats/encode-vectors.js'
export { parseVectors } from '../parse-vectors.js'
export { browserStore } from './browser-store.js'
export { downloadVectors } from './download-vectors.js'
export { indexedDbStore } from './indexed-db-store.js'
export { loadVectors } from './load-vectors.js'
export { opfsStore } from './opfs-store.js'

export type { DownloadFile, VectorSet } from '../catalogue/vector-set.js'
export type { EncodeVectorsOptions, WritableFormat } from '../formats/encode-vectors.js'
export type { DownloadProgress } from '../download/progress.js'
export type { Patience } from '../download/retry.js'
export type { VectorsFormat } from '../formats/sniff-format.js'
export type { ParseVectorsOptions, VectorFileOptions } from '../options.js'
export type { LoadedVectors, SkippedExample, SkipReason, TokenExample, VectorsReport } from '../report.js'
export type { WebDownloadOptions } from './download-vectors.js'
export type { WebLoadVectorsOptions } from './load-vectors.js'
export type { WebVectorsInput } from './open-input.js'
export type { StoredFile, VectorsStore } from './vectors-store.js'
