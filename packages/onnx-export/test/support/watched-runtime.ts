import * as onnxruntime from 'onnxruntime-node'
import type { OnnxRuntime, OnnxSessionOptions } from '../../src/runtime/onnx-runtime.js'

/** onnxruntime-node, with a record of what was asked of it. */
export interface WatchedRuntime extends OnnxRuntime {
  readonly seen: {
    options: OnnxSessionOptions[]
    /** Dimensions of each input. */
    dims: (readonly number[])[]
    released: number
  }
}

export function watchedRuntime(): WatchedRuntime {
  const seen: WatchedRuntime['seen'] = { options: [], dims: [], released: 0 }
  return {
    seen,
    env: onnxruntime.env,
    Tensor: onnxruntime.Tensor,
    InferenceSession: {
      async create(model, options = {}) {
        seen.options.push(options)
        const session = await onnxruntime.InferenceSession.create(model, options)
        return {
          run(feeds) {
            const ids = feeds['ids'] as onnxruntime.Tensor
            seen.dims.push(ids.dims)
            return session.run({ ids })
          },
          async release() {
            seen.released += 1
            await session.release()
          },
        }
      },
    },
  }
}
