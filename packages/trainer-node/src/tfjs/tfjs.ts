/** TensorFlow.js: the namespace of its core, whichever package brought it. */
export type Tfjs = typeof import('@tensorflow/tfjs-core')
