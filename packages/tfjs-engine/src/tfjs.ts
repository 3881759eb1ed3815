import type * as core from '@tensorflow/tfjs-core'

/**
 * What the engine needs of TensorFlow.js: the namespace of `@tensorflow/tfjs-core`, `@tensorflow/tfjs` or
 * `@tensorflow/tfjs-node`, whichever the program has.
 */
export type Tfjs = Pick<
  typeof core,
  | 'add'
  | 'argMax'
  | 'cast'
  | 'concat'
  | 'gather'
  | 'getBackend'
  | 'matMul'
  | 'max'
  | 'mul'
  | 'oneHot'
  | 'relu'
  | 'reshape'
  | 'sigmoid'
  | 'slice'
  | 'softmax'
  | 'square'
  | 'stack'
  | 'step'
  | 'sub'
  | 'sum'
  | 'tanh'
  | 'tensor'
  | 'tidy'
  | 'transpose'
  | 'unstack'
  | 'zeros'
>

export type { Tensor } from '@tensorflow/tfjs-core'
