import { WordloomError } from '@wordloom/core'
import { outputName } from '../graph/build-graph.js'
import type { OnnxRuntime, OnnxSession, OnnxTensor } from '../runtime/onnx-runtime.js'
import type { RuntimeInput } from './runtime-input.js'
import type { VerificationBatch } from './verification-cases.js'

/** A file that a runtime has loaded. */
export interface LoadedFile {
  readonly runtime: OnnxRuntime
  readonly session: OnnxSession
  readonly inputName: string
  /** Columns of the probabilities. */
  readonly outputs: number
}

/** @throws WordloomError `ONNX_MALFORMED` when the runtime refuses the file. */
export async function openSession(
  runtime: OnnxRuntime,
  bytes: Uint8Array,
  external?: { readonly path: string; readonly data: Uint8Array },
): Promise<OnnxSession> {
  try {
    return await runtime.InferenceSession.create(bytes, {
      intraOpNumThreads: 1,
      logSeverityLevel: 4,
      ...(external && { externalData: [external] }),
    })
  } catch (cause) {
    throw new WordloomError('ONNX_MALFORMED', 'The runtime cannot load the ONNX file', {
      received: messageOf(cause),
      hint: 'The file is damaged, or the runtime is older than its operator set.',
      cause,
    })
  }
}

/**
 * The file's probabilities, `[batchSize, outputs]`.
 * @throws WordloomError `ONNX_VERIFICATION_FAILED` when the runtime fails or gives something else.
 */
export async function runBatch(
  { runtime, session, inputName, outputs }: LoadedFile,
  { batch, input }: VerificationBatch,
  caseName: string,
): Promise<Float32Array> {
  let results: Readonly<Record<string, OnnxTensor>>
  try {
    results = await session.run({ [inputName]: tensorOf(runtime, input) })
  } catch (cause) {
    throw new WordloomError('ONNX_VERIFICATION_FAILED', 'The runtime cannot run the ONNX file', {
      name: `case '${caseName}'`,
      received: messageOf(cause),
      cause,
    })
  }
  const result = results[outputName]
  if (isFloat32Array(result?.data) && result.dims.join() === [batch.batchSize, outputs].join()) return result.data
  throw new WordloomError('ONNX_VERIFICATION_FAILED', 'The ONNX file gives something else than probabilities', {
    name: `case '${caseName}', output ${outputName}`,
    expected: `float32 [${batch.batchSize}, ${outputs}]`,
    received: result === undefined ? 'nothing' : `${result.type} [${result.dims.join(', ')}]`,
  })
}

function tensorOf({ Tensor }: OnnxRuntime, input: RuntimeInput): OnnxTensor {
  return input.type === 'int32'
    ? new Tensor('int32', input.data, input.dims)
    : new Tensor('string', input.data, input.dims)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** By name, since the runtime may live in another realm. */
function isFloat32Array(value: unknown): value is Float32Array {
  return Object.prototype.toString.call(value) === '[object Float32Array]'
}
