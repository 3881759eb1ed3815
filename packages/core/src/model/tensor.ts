/** A dense float32 array with a shape, row-major. */
export interface Tensor {
  /** The outermost axis first. */
  readonly shape: readonly number[]
  /** The values, row-major. */
  readonly data: Float32Array
}

/** Named weights of a model: the names and shapes are those of `weightShapes`. */
export type Weights = ReadonlyMap<string, Tensor>
