import type { OnnxRuntime } from '@wordloom/onnx-export'
import type { MeasuredNetwork } from '../../train/worker/measured-network.js'

/** A build of ONNX Runtime for JavaScript. */
export type RuntimeName = 'onnxruntime-node' | 'onnxruntime-web'

/** Loads a build of ONNX Runtime with so many threads. */
export async function loadRuntime(name: RuntimeName, threads: number): Promise<OnnxRuntime> {
  if (name === 'onnxruntime-node') return (await import('onnxruntime-node')) as OnnxRuntime
  const runtime = await import('onnxruntime-web')
  runtime.env.wasm.numThreads = threads
  return runtime as OnnxRuntime
}

/** An exported file in a runtime, as something to be measured: it predicts. */
export async function openOnRuntime(
  { InferenceSession, Tensor }: OnnxRuntime,
  file: Uint8Array,
  threads: number,
): Promise<MeasuredNetwork> {
  const session = await InferenceSession.create(file, { intraOpNumThreads: threads })
  return {
    train: () => Promise.reject(new Error('A file of ONNX does not train')),
    async predict({ batchSize, time, ids }) {
      const { probabilities } = await session.run({ ids: new Tensor('int32', ids, [batchSize, time]) })
      return probabilities!.data as Float32Array
    },
  }
}
