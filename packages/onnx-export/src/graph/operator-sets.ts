/** Every runtime with a GRU reads this operator set, also those of 2021; nothing later is needed. */
export const oldestOpset = 13

/** The newest that was run. ONNX Runtime refuses what it does not know yet. */
export const newestOpset = 26

/** First operator set of each version of the file format. @see https://onnx.ai/onnx/repo-docs/Versioning.html */
const formats: readonly (readonly [opset: number, irVersion: number])[] = [
  [13, 7],
  [15, 8],
  [19, 9],
  [21, 10],
  [23, 11],
  [24, 12],
  [25, 13],
]

/** The file format of the time of an operator set: older runtimes refuse newer formats. */
export function irVersionOf(opset: number): number {
  return formats.findLast(([first]) => first <= opset)![1]
}

/** Operator sets beside ONNX' own: `LabelEncoder`, and ONNX Runtime's `Tokenizer`. */
export const extraOperatorSets = { 'ai.onnx.ml': 2, 'com.microsoft': 1 } as const
