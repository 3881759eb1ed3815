import type { Classifier } from '@wordloom/core'
import { onnx } from '@wordloom/onnx-export'
import * as runtime from 'onnxruntime-web/wasm'
import runtimeModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url'
import runtimeBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'

/** An ONNX file that was compared with its model. */
export interface VerifiedOnnx {
  readonly bytes: Uint8Array
  /** Between the probabilities of both, over all rows that were compared. */
  readonly largestDifference: number
  readonly rows: number
}

/**
 * Exports a model and runs the file in ONNX Runtime before handing it over. Import this file when it is needed: the runtime
 * is 14 MB, all of it from this site.
 *
 * @throws what `onnx()` of `@wordloom/onnx-export` throws.
 */
export async function exportVerifiedOnnx(
  classifier: Classifier,
  sampleTexts: readonly string[],
): Promise<VerifiedOnnx> {
  runtime.env.wasm.wasmPaths = { mjs: runtimeModule, wasm: runtimeBinary }
  // More need a page that is cross-origin isolated.
  runtime.env.wasm.numThreads = 1
  const { files, mainFile, verification } = await onnx({ runtime }).export(classifier, { sampleTexts })
  const { largestDifference, rows } = verification
  return { bytes: files.get(mainFile)!, largestDifference, rows }
}
