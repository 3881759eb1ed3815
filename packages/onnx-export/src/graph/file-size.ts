import type { TrainedModel } from '@wordloom/core'
import type { ExportForm } from './export-form.js'

/** Protocol buffers count to this; nodes, names and metadata are far below what is left. */
const largestWeights = 2 ** 31 - 2 ** 26

const bytesPerWeight = { fp32: 4, fp16: 2, int8: 1 } as const

/** Whether the weights of a model are too large for one ONNX file. */
export function exceedsOneFile({ weights }: TrainedModel, { precision = 'fp32' }: ExportForm): boolean {
  const count = [...weights.values()].reduce((sum, { data }) => sum + data.length, 0)
  return count * bytesPerWeight[precision] > largestWeights
}
