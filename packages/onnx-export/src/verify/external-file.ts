import { WordloomError } from '@wordloom/core'
import type { OnnxSummary } from '../inspect-onnx.js'

/**
 * The one file beside the model that its tensors lie in, as a runtime takes it; undefined when there is none.
 *
 * @throws WordloomError `ONNX_MALFORMED` when it was not given, when it is too small for what should be in it, or when the
 * model refers to several.
 */
export function externalFile(
  { initializers }: OnnxSummary,
  data: Uint8Array | undefined,
): { readonly path: string; readonly data: Uint8Array } | undefined {
  const [path, ...others] = new Set(initializers.flatMap(({ file }) => file ?? []))
  if (path === undefined) return undefined
  const least = initializers.reduce((sum, { file, bytes }) => sum + (file === undefined ? 0 : bytes), 0)
  if (others.length === 0 && data !== undefined && data.length >= least) return { path, data }
  throw new WordloomError('ONNX_MALFORMED', 'The values of the ONNX file are not beside it', {
    name: [path, ...others].join(', '),
    expected: `one file of ${least} bytes or more`,
    received: data === undefined ? 'none' : `${data.length} bytes`,
    hint: 'Pass its content as externalData. It was written together with the model, and cannot be replaced by another.',
  })
}
