import { WordloomError } from '@wordloom/core'
import type { ModelSpec } from '@wordloom/core'

/**
 * Refuses the parts of a network that the graph does not express.
 *
 * @throws WordloomError `ONNX_UNSUPPORTED` naming the part and the reason.
 */
export function checkSupported({ encoder }: ModelSpec): void {
  const { layers, pooling, resetAfter } = encoder
  if (layers !== 1) {
    refuse(
      'encoder.layers',
      '1',
      layers,
      'The padding gate masks one layer; the states of padding would reach the next.',
    )
  }
  if (pooling !== 'last') {
    refuse('encoder.pooling', 'last', pooling, 'The graph takes the last states; pooling would count those of padding.')
  }
  if (!resetAfter) {
    refuse(
      'encoder.resetAfter',
      'true',
      'false',
      'The graph is written, and was verified in other runtimes, with linear_before_reset=1 alone.',
    )
  }
}

function refuse(name: string, expected: string, received: string | number, reason: string): never {
  throw new WordloomError('ONNX_UNSUPPORTED', 'The exporter cannot express a part of the network', {
    name,
    expected,
    received,
    hint: `${reason} Train with ${name} ${expected} to export to ONNX.`,
  })
}
