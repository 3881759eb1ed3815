import { createTokenizer, type TrainedModel } from '@wordloom/core'
import { InferenceSession, Tensor } from 'onnxruntime-node'

export interface Verdict {
  readonly text: string
  readonly label: string
  readonly probability: number
}

/** Classifies texts with the exported file alone: tokenizer and vocabulary come from the model, numbers from onnxruntime. */
export async function classifyWithOnnx(
  onnx: Uint8Array,
  { spec, vocabulary }: TrainedModel,
  texts: readonly string[],
): Promise<Verdict[]> {
  const session = await InferenceSession.create(onnx)
  const { ids, batchSize, time } = vocabulary.encodeBatch(texts.map(createTokenizer(spec.tokenizer)), spec)
  const { probabilities } = await session.run({ ids: new Tensor('int32', ids, [batchSize, time]) })
  const positive = probabilities!.data as Float32Array
  await session.release()
  return texts.map((text, row) => {
    const probability = positive[row]!
    const [negativeLabel, positiveLabel] = spec.task.labels as [string, string]
    return probability >= 0.5
      ? { text, label: positiveLabel, probability }
      : { text, label: negativeLabel, probability: 1 - probability }
  })
}
