/** What `wordloom inspect` found: for programs and for people. */
export interface Description {
  /** An object that begins with its `kind`. */
  readonly json: {
    readonly kind: 'model' | 'onnx' | 'safetensors' | 'vectors'
    readonly [fact: string]: unknown
  }
  /** Tables that are printed below each other; the first has one fact a row. */
  readonly tables: readonly (readonly (readonly string[])[])[]
}

/** A shape as people write it. */
export function formatShape(shape: readonly (number | string)[]): string {
  return `[${shape.join(', ')}]`
}
