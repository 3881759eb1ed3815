/**
 * Models as LayersModels of TensorFlow.js, and back.
 *
 * @packageDocumentation
 */
export { fromTfjs } from './from-tfjs.js'
export { registerLayers } from './registered-layers.js'
export { toTfjs } from './to-tfjs.js'

export type { FromTfjsOptions } from './from-tfjs.js'
export type { LayersModel, TfjsCore, TfjsLayers } from './namespaces.js'
export type { GruLayerConfig, PoolingLayerConfig, RegisteredLayers } from './registered-layers.js'
