/** A dense float32 array with a shape, row-major. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** Named weights of a model: the names and shapes are those of `weightShapes`. */
export type Weights = ReadonlyMap<string, Tensor>
