import type { Matrix } from './matrix.js'
import type { Tensor, Tfjs } from './tfjs.js'

/** A result, and what is to become of its values once they are on this side. */
export interface Download {
  readonly tensor: Tensor
  receive(values: Float32Array): void
}

/** A matrix as a tensor. */
export function upload(tf: Tfjs, { data, rows, columns }: Matrix): Tensor {
  return tf.tensor(data, [rows, columns], 'float32')
}

/** Puts all results one behind the other, so that they travel once. */
export function joinDownloads(tf: Tfjs, downloads: readonly Download[]): Tensor {
  return tf.concat(downloads.map(({ tensor }) => tf.reshape(tensor, [tensor.size])))
}

/** Hands out the values of {@link joinDownloads}. */
export function receiveDownloads(downloads: readonly Download[], values: Float32Array): void {
  let at = 0
  for (const { tensor, receive } of downloads) {
    receive(values.subarray(at, at + tensor.size))
    at += tensor.size
  }
}

/**
 * Cuts a tensor along its first axis, `[count, rows, columns]` into `[rows, columns]` each. The WebAssembly backend copies
 * the whole tensor for every slice of it; there the way over this side is shorter.
 */
export function unstackSteps(tf: Tfjs, tensor: Tensor): Tensor[] {
  if (tf.getBackend() !== 'wasm') return tf.unstack(tensor)
  const [count, ...shape] = tensor.shape
  const size = tensor.size / count!
  const values = tensor.dataSync<'float32'>()
  return Array.from({ length: count! }, (_, i) => tf.tensor(values.subarray(i * size, (i + 1) * size), shape))
}
