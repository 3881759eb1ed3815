import type { LabeledTexts, TextDataset, TrainRequest } from '@wordloom/core'
import type { SentRequest } from '../messages/messages.js'
import { isSource } from './answers.js'

/** A request as it is sent, and the rows that go before it. */
export interface PreparedRequest {
  readonly sent: SentRequest
  readonly training?: LabeledTexts
  readonly validation?: LabeledTexts
}

/** Splits a request whose data was checked into what is sent and what is asked for. */
export function prepareRequest(request: TrainRequest): PreparedRequest {
  const { validation, embedding, signal: _, onEvent: __, texts, labels, dataset, ...others } = request
  const { weights, shuffleBuffer, ...options } = { weights: undefined, shuffleBuffer: undefined, ...others }
  const held = isRows(validation) ? validation : undefined
  return {
    sent: {
      options,
      ...(dataset === undefined ? { rows: 'sent' } : { dataset: { shuffleBuffer } }),
      ...(validation !== undefined && {
        validation: typeof validation === 'number' ? validation : held ? 'sent' : 'dataset',
      }),
      ...(embedding && {
        embedding: { dimension: embedding.dimension, ...(isSource(embedding) && { name: embedding.name }) },
      }),
    },
    ...(dataset === undefined && { training: { texts: texts!, labels: labels!, ...(weights && { weights }) } }),
    ...(held && { validation: held }),
  }
}

function isRows(validation: number | LabeledTexts | TextDataset | undefined): validation is LabeledTexts {
  return typeof validation === 'object' && 'texts' in validation
}
