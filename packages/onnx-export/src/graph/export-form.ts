import { WordloomError } from '@wordloom/core'
import type { ModelSpec } from '@wordloom/core'
import { newestOpset, oldestOpset } from './operator-sets.js'
import type { Precision } from './precision.js'

/** How a model is written. Every form gives the same answers, but for the rounding of `precision`. */
export interface ExportForm {
  /** Version of ONNX' own operators, 13 … 26; a later one runs in newer runtimes only. @defaultValue 13 */
  readonly opset?: number
  /**
   * What the graph takes. `ids`: int32 `[batch, time]`, runs everywhere. `tokens`: strings `[batch, time]`, `''` for padding.
   * `text`: strings `[batch]`, for models of the tokenizer `word-runs`; ONNX Runtime only.
   * @defaultValue 'ids'
   */
  readonly inputs?: 'ids' | 'tokens' | 'text'
  /**
   * How the table and the kernels are kept. `fp16` halves the file and changes probabilities by about 1e-4; `int8` has a
   * quarter of it and changes them by about 1e-2. Speed does not change.
   * @defaultValue 'fp32'
   */
  readonly precision?: Precision
  /**
   * `portable` runs in every runtime that has a GRU. `onnxruntime` also tells the GRU the lengths, which ONNX Runtime uses
   * to skip padding; right, and slower than it could be, elsewhere. `unrolled` has no GRU, for runtimes without one: every
   * row has exactly `time` steps.
   * @defaultValue 'portable'
   */
  readonly optimize?: 'portable' | 'onnxruntime' | 'unrolled'
  /** Steps of the `unrolled` form; longer texts are cut off. @defaultValue the model's maxLength */
  readonly time?: number
}

/** An {@link ExportForm} with nothing left open. */
export interface CompleteForm extends Required<Omit<ExportForm, 'time'>> {
  /** Of the unrolled form; undefined where any number of steps goes. */
  readonly time: number | undefined
}

const choices = {
  inputs: ['ids', 'tokens', 'text'],
  precision: ['fp32', 'fp16', 'int8'],
  optimize: ['portable', 'onnxruntime', 'unrolled'],
} as const

/** @throws WordloomError `INVALID_ARGUMENT` for a form that there is not. */
export function completeForm(form: ExportForm, spec: ModelSpec): CompleteForm {
  const { opset = oldestOpset, inputs = 'ids', precision = 'fp32', optimize = 'portable', time } = form
  checkWholeNumber('opset', opset, oldestOpset, newestOpset)
  for (const [name, value] of Object.entries({ inputs, precision, optimize })) checkChoice(name, value)
  if (optimize !== 'unrolled') {
    if (time === undefined) return { opset, inputs, precision, optimize, time }
    throw new WordloomError('INVALID_ARGUMENT', 'Only the unrolled form has a fixed number of steps', {
      name: 'time',
      received: time,
      hint: 'Ask for optimize unrolled, or leave time out: any number of steps goes then.',
    })
  }
  if (inputs !== 'ids') {
    throw new WordloomError('INVALID_ARGUMENT', 'The unrolled form takes ids only', {
      name: 'inputs',
      expected: 'ids',
      received: inputs,
      hint: 'It is for runtimes without a GRU, and these have no strings either.',
    })
  }
  checkWholeNumber('time', time ?? spec.maxLength, 1, longestUnrolled)
  return { opset, inputs, precision, optimize, time: time ?? spec.maxLength }
}

/** About 35 nodes a step: beyond this, loading takes minutes. */
const longestUnrolled = 2000

function checkChoice(name: string, value: string): void {
  const allowed: readonly string[] = Object.entries(choices).find(([key]) => key === name)?.[1] ?? []
  if (allowed.includes(value)) return
  throw new WordloomError('INVALID_ARGUMENT', 'There is no such form of an ONNX file', {
    name,
    expected: allowed.join(', '),
    received: value,
  })
}

function checkWholeNumber(name: string, value: number, smallest: number, largest: number): void {
  if (Number.isInteger(value) && value >= smallest && value <= largest) return
  throw new WordloomError('INVALID_ARGUMENT', 'A number of the form of an ONNX file is out of range', {
    name,
    expected: `a whole number from ${smallest} to ${largest}`,
    received: String(value),
  })
}
