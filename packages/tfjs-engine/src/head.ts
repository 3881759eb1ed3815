import type { NetworkParameters } from '@wordloom/kernels/parameters'
import type { TaskSpec } from '@wordloom/core'
import type { LossTargets } from './loss.js'
import type { Tensor, Tfjs } from './tfjs.js'
import { upload, type Download } from './transfer.js'

/** Hidden layer and output on the weights of one step. */
export interface Head {
  /** `[batchSize, outputs]` */
  readonly logits: Tensor
  readonly probabilities: Tensor
  /** Adds the gradients of the weights to `downloads` and gives that of the features. */
  backward(targets: LossTargets, downloads: Download[]): Tensor
}

/** @param features - `[batchSize, 2 * units]` */
export function runHead(tf: Tfjs, parameters: NetworkParameters, features: Tensor, task: TaskSpec['type']): Head {
  const hiddenBias = bias('hidden')
  const outputBias = bias('output')
  const hiddenKernel = kernel('hidden', features.shape[1]!, hiddenBias.size)
  const outputKernel = kernel('output', hiddenBias.size, outputBias.size)
  const hidden = tf.relu(tf.add(tf.matMul(features, hiddenKernel), hiddenBias))
  const logits = tf.add(tf.matMul(hidden, outputKernel), outputBias)
  const probabilities = task === 'multi-class' ? tf.softmax(logits) : tf.sigmoid(logits)

  function bias(name: string): Tensor {
    const values = parameters.value(`${name}/bias`)
    return upload(tf, { data: values.slice(), rows: 1, columns: values.length })
  }

  function kernel(name: string, rows: number, columns: number): Tensor {
    return upload(tf, { data: parameters.value(`${name}/kernel`).slice(), rows, columns })
  }

  function add(downloads: Download[], name: string, input: Tensor, gradient: Tensor): void {
    const write = (weight: string, tensor: Tensor): void => {
      downloads.push({ tensor, receive: (values) => parameters.gradient(`${name}/${weight}`).set(values) })
    }
    write('kernel', tf.matMul(tf.transpose(input), gradient))
    write('bias', tf.sum(gradient, 0))
  }

  return {
    logits,
    probabilities,
    backward({ targets, rowScale }, downloads) {
      const outputs = logits.shape[1]!
      const rows = logits.shape[0]!
      const wanted = upload(tf, { data: targets, rows, columns: outputs })
      const scale = upload(tf, { data: rowScale, rows, columns: 1 })
      const toLogits = tf.mul(tf.sub(probabilities, wanted), scale)
      add(downloads, 'output', hidden, toLogits)
      const toHidden = tf.mul(tf.matMul(toLogits, tf.transpose(outputKernel)), tf.step(hidden))
      add(downloads, 'hidden', features, toHidden)
      return tf.matMul(toHidden, tf.transpose(hiddenKernel))
    },
  }
}
