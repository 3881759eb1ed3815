import type * as core from '@tensorflow/tfjs-core'

/** TensorFlow.js: the namespace of its core, whichever package brought it. */
export type Tfjs = typeof core
