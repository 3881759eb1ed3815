/** A tensor of a runtime. */
export interface OnnxTensor {
  /** ONNX Runtime's name: `float32`, `int32`, … */
  readonly type: string
  readonly data: unknown
  readonly dims: readonly number[]
}

/** A loaded model. */
export interface OnnxSession {
  run(feeds: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>
  release(): Promise<void>
}

/** Options of a session that this package sets. */
export interface OnnxSessionOptions {
  /** More than one thread does not pay for networks of this size. */
  readonly intraOpNumThreads?: number
  /** 4: errors are thrown and not printed as well. */
  readonly logSeverityLevel?: 0 | 1 | 2 | 3 | 4
  /** Files that the model refers to. */
  readonly externalData?: { readonly path: string; readonly data: Uint8Array }[]
}

/**
 * The part of ONNX Runtime's JavaScript API that verification uses: `import * as runtime from 'onnxruntime-node'`,
 * `onnxruntime-web` or another build of it fits.
 *
 * @see https://onnxruntime.ai/docs/api/js/
 */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: OnnxSessionOptions): Promise<OnnxSession>
  }
  readonly Tensor: {
    new (type: 'int32', data: Int32Array, dims: readonly number[]): OnnxTensor
    new (type: 'string', data: readonly string[], dims: readonly number[]): OnnxTensor
  }
  readonly env?: { readonly versions?: Readonly<Record<string, string | undefined>> }
}

/** Which runtime answered. */
export interface RuntimeIdentity {
  /** `onnxruntime-node`, `onnxruntime-web`, …, or `onnxruntime` where the runtime does not say. */
  readonly name: string
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
