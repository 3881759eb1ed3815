/** A tensor of a runtime. */
export interface OnnxTensor {
  /** ONNX Runtime's name: `float32`, `int32`, … */
  readonly type: string
  /** The values, row-major, in the array of their type. */
  readonly data: unknown
  /** The shape, the outermost axis first. */
  readonly dims: readonly number[]
}

/** A loaded model. */
export interface OnnxSession {
  /** Outputs by name for inputs by name. */
  run(feeds: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>
  /** Frees the memory of the session. */
  release(): Promise<void>
}

/** Options of a session that this package sets. */
export interface OnnxSessionOptions {
  /** More than one thread does not pay for networks of this size. */
  readonly intraOpNumThreads?: number
  /** 4: errors are thrown and not printed as well. */
  readonly logSeverityLevel?: 0 | 1 | 2 | 3 | 4
  /** Files that the model refers to. */
  readonly externalData?: {
    /** As the model names it. */
    readonly path: string
    /** Its bytes. */
    readonly data: Uint8Array
  }[]
}

/**
 * The part of ONNX Runtime's JavaScript API that verification uses: `import * as runtime from 'onnxruntime-node'`,
 * `onnxruntime-web` or another build of it fits.
 *
 * @see https://onnxruntime.ai/docs/api/js/
 */
export interface OnnxRuntime {
  /** Loads models. */
  readonly InferenceSession: {
    /** Loads a model from its bytes. */
    create(model: Uint8Array, options?: OnnxSessionOptions): Promise<OnnxSession>
  }
  /** Makes tensors. */
  readonly Tensor: {
    /** Of ids. */
    new (type: 'int32', data: Int32Array, dims: readonly number[]): OnnxTensor
    /** Of texts. */
    new (type: 'string', data: readonly string[], dims: readonly number[]): OnnxTensor
  }
  /** What the runtime says of itself. */
  readonly env?: {
    /** Of the packages that it is of, by their names. */
    readonly versions?: Readonly<Record<string, string | undefined>>
  }
}

/** Which runtime answered. */
export interface RuntimeIdentity {
  /** `onnxruntime-node`, `onnxruntime-web`, …, or `onnxruntime` where the runtime does not say. */
  readonly name: string
  /** Of that package; `unknown` where the runtime does not say. */
  readonly version: string
}

/** Name and version by what the runtime says of itself: `env.versions` has one entry for each package that it is of. */
export function identifyRuntime({ env }: OnnxRuntime): RuntimeIdentity {
  const { common, ...platforms } = env?.versions ?? {}
  for (const [platform, version] of Object.entries(platforms)) {
    if (version !== undefined) return { name: `onnxruntime-${platform}`, version }
  }
  return { name: 'onnxruntime', version: common ?? 'unknown' }
}
