import {
  createEmbedding,
  type EmbeddingSource,
  type LabeledText,
  type LabeledTexts,
  type TextDataset,
  type TrainingEvent,
  type TrainRequest,
} from '@wordloom/core'
import type { SentRequest, SentRows } from '../messages/messages.js'
import { receiveVocabulary } from '../messages/sent-model.js'
import type { Questions } from './questions.js'

/** Rows of a training, as they come in parts. */
export interface ReceivedRows {
  readonly texts: string[]
  readonly labels: (string | readonly string[])[]
  weights?: number[]
}

/** What a worker has to make a request whole. */
export interface RequestParts {
  readonly call: number
  readonly questions: Questions
  readonly rows: (of: 'training' | 'validation') => LabeledTexts
  readonly signal: AbortSignal
  readonly onEvent: (event: TrainingEvent) => void
}

export function addRows(received: ReceivedRows, { texts, labels, weights }: SentRows): void {
  for (const text of texts) received.texts.push(text)
  for (const label of labels) received.labels.push(label)
  if (weights !== undefined) (received.weights ??= []).push(...weights)
}

/** The request as it was on the page: what was not sent is asked for when the training needs it. */
export function receiveRequest(sent: SentRequest, parts: RequestParts): TrainRequest {
  const { signal, onEvent } = parts
  const common = {
    ...sent.options,
    ...validationOf(sent.validation, parts),
    ...(sent.embedding && { embedding: askedSource(sent.embedding, parts) }),
    signal,
    onEvent,
  }
  if (sent.dataset === undefined) return { ...common, ...parts.rows('training') }
  const { shuffleBuffer } = sent.dataset
  return { ...common, dataset: askedDataset('training', parts), ...(shuffleBuffer !== undefined && { shuffleBuffer }) }
}

function validationOf(
  validation: SentRequest['validation'],
  parts: RequestParts,
): { readonly validation?: number | LabeledTexts | TextDataset } {
  if (validation === undefined) return {}
  if (validation === 'sent') return { validation: parts.rows('validation') }
  return { validation: validation === 'dataset' ? askedDataset('validation', parts) : validation }
}

function askedSource(
  { name = 'custom', dimension }: NonNullable<SentRequest['embedding']>,
  { call, questions }: RequestParts,
): EmbeddingSource {
  return {
    kind: 'source',
    name,
    ...(dimension !== undefined && { dimension }),
    async load({ words, limit } = {}) {
      const answer = await questions.ask(call, {
        type: 'embedding',
        ...(words && { words: [...words] }),
        ...(limit !== undefined && { limit }),
      })
      return createEmbedding(receiveVocabulary(answer.vocabulary), answer.matrix, answer.dimension)
    },
  }
}

function askedDataset(of: 'training' | 'validation', { call, questions }: RequestParts): TextDataset {
  let passes = 0
  return {
    async *rows(): AsyncGenerator<LabeledText, void, void> {
      const pass = ++passes
      let isOver = false
      try {
        while (!isOver) {
          const { rows, isLast } = await questions.ask(call, { type: 'rows', of, pass })
          isOver = isLast
          yield* rows
        }
      } finally {
        if (!isOver) questions.tell(call, { type: 'end of pass', of, pass })
      }
    },
  }
}
