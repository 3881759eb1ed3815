import type * as core from '@tensorflow/tfjs-core'
import type * as tfjsLayers from '@tensorflow/tfjs-layers'

/** What LayersModels need of `@tensorflow/tfjs-core`. */
export type TfjsCore = Pick<
  typeof core,
  | 'add'
  | 'any'
  | 'cast'
  | 'concat'
  | 'expandDims'
  | 'matMul'
  | 'max'
  | 'maximum'
  | 'mul'
  | 'reshape'
  | 'serialization'
  | 'sigmoid'
  | 'slice'
  | 'stack'
  | 'sub'
  | 'sum'
  | 'tanh'
  | 'tensor'
  | 'tidy'
  | 'unstack'
  | 'zeros'
  | 'div'
>

/** The namespace of `@tensorflow/tfjs-layers`. `@tensorflow/tfjs` is this and {@link TfjsCore} in one. */
export type TfjsLayers = Pick<typeof tfjsLayers, 'initializers' | 'input' | 'layers' | 'model'>

export type { LayersModel } from '@tensorflow/tfjs-layers'
