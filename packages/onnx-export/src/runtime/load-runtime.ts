import { WordloomError } from '@wordloom/core'
import type { OnnxRuntime } from './onnx-runtime.js'

const runtimePackage: string = 'onnxruntime-node'

/** Not a literal, so that bundlers leave the optional package alone. */
const importRuntime = (): Promise<unknown> => import(/* @vite-ignore */ /* webpackIgnore: true */ runtimePackage)

/**
 * Loads onnxruntime-node, which is optional.
 *
 * @throws WordloomError `DEPENDENCY_MISSING` when it is not installed, `RUNTIME_UNSUPPORTED` when it is but does not
 * load on this machine.
 */
export async function loadRuntime(importModule: () => Promise<unknown> = importRuntime): Promise<OnnxRuntime> {
  let loaded: unknown
  try {
    loaded = await importModule()
  } catch (cause) {
    throw isMissing(cause) ? missingRuntime(cause) : unusableRuntime(cause)
  }
  if (isRuntime(loaded)) return loaded
  const inner = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
  if (isRuntime(inner)) return inner
  throw unusableRuntime()
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code))
}

function isRuntime(value: unknown): value is OnnxRuntime {
  return typeof value === 'object' && value !== null && 'InferenceSession' in value && 'Tensor' in value
}

function missingRuntime(cause: unknown): WordloomError {
  return new WordloomError('DEPENDENCY_MISSING', 'An ONNX file is verified with onnxruntime-node, which is missing', {
    hint:
      `Install it with 'npm install ${runtimePackage} --onnxruntime-node-install=skip' (the setting skips the download ` +
      'of CUDA parts, which are not used here), or pass another build of ONNX Runtime as the option runtime.',
    cause,
  })
}

function unusableRuntime(cause?: unknown): WordloomError {
  return new WordloomError('RUNTIME_UNSUPPORTED', 'onnxruntime-node does not load on this machine', {
    ...(cause instanceof Error && { received: cause.message }),
    hint: 'Pass another build of ONNX Runtime, such as onnxruntime-web, as the option runtime.',
    cause,
  })
}
