import {
  createEmbedding,
  createVocabulary,
  type Embedding,
  type EmbeddingSource,
  type LabeledText,
  type TextDataset,
  type TrainRequest,
} from '@wordloom/core'
import type { Answer, Question, SentRow } from '../messages/messages.js'
import { sendVocabulary } from '../messages/sent-model.js'

/** What a page answers to the worker that trains. */
export interface Answers {
  /** Throws what the source or the dataset throws. */
  answer(asks: Question): Promise<Answer | undefined>
  /** Gives up the passes that are under way. */
  close(): void
}

/** Rows and milliseconds of one answer. */
const mostRows = 1_024
const mostTime = 10

type Pass = Iterator<LabeledText, unknown, undefined> | AsyncIterator<LabeledText, unknown, undefined>

/** Reads what stays on the page, sources and datasets, as the worker asks for it. */
export function createAnswers(request: TrainRequest): Answers {
  const passes = new Map<string, Pass>()
  const datasetOf = (of: 'training' | 'validation'): TextDataset =>
    // The worker asks only for what it was told of.
    (of === 'training' ? request.dataset : request.validation) as TextDataset

  const nextRows = async (of: 'training' | 'validation', pass: number): Promise<Answer> => {
    const name = `${of} ${pass}`
    const iterator = passes.get(name) ?? startPass(datasetOf(of))
    passes.set(name, iterator)
    const rows: SentRow[] = []
    const end = performance.now() + mostTime
    while (rows.length < mostRows && (rows.length === 0 || performance.now() < end)) {
      const { done, value } = await iterator.next()
      if (done === true) {
        passes.delete(name)
        return { type: 'rows', rows, isLast: true }
      }
      rows.push(value)
    }
    return { type: 'rows', rows, isLast: false }
  }
  const endPass = (name: string): void => {
    const iterator = passes.get(name)
    passes.delete(name)
    // Whoever gives a pass up does not wait for what its end may throw.
    void Promise.resolve(iterator?.return?.(undefined)).catch(() => undefined)
  }
  return {
    async answer(asks) {
      switch (asks.type) {
        case 'embedding':
          return sendEmbedding(await loadEmbedding(request, asks))
        case 'rows':
          return nextRows(asks.of, asks.pass)
        case 'end of pass':
          return void endPass(`${asks.of} ${asks.pass}`)
      }
    },
    close() {
      for (const name of [...passes.keys()]) endPass(name)
    },
  }
}

function startPass(dataset: TextDataset): Pass {
  const rows = dataset.rows()
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
}

async function loadEmbedding(
  { embedding, missingWords, signal }: TrainRequest,
  { words, limit }: Extract<Question, { readonly type: 'embedding' }>,
): Promise<Embedding> {
  const wanted = words && new Set(words)
  if (isSource(embedding!)) {
    return embedding.load({
      ...(wanted && { words: wanted }),
      ...(limit !== undefined && { limit }),
      ...(signal && { signal }),
    })
  }
  // A mean is that of all vectors.
  return wanted === undefined || missingWords?.type === 'mean' ? embedding! : rowsOf(embedding!, wanted)
}

/** Whether vectors are still to be loaded. */
export function isSource(embedding: EmbeddingSource | Embedding): embedding is EmbeddingSource {
  return 'kind' in embedding && embedding.kind === 'source'
}

function rowsOf(embedding: Embedding, wanted: ReadonlySet<string>): Embedding {
  const { vocabulary, dimension } = embedding
  const words = [...wanted].filter((word) => vocabulary.has(word) && !vocabulary.specialTokens.includes(word))
  const part = createVocabulary(words)
  const matrix = new Float32Array(part.size * dimension)
  for (const word of words) matrix.set(embedding.vector(word), part.id(word) * dimension)
  return createEmbedding(part, matrix, dimension)
}

function sendEmbedding({ vocabulary, dimension, matrix }: Embedding): Answer {
  return { type: 'embedding', vocabulary: sendVocabulary(vocabulary), dimension, matrix: matrix.slice() }
}

/** The memory of an answer that can be handed over: it was made for it. */
export function answerBuffers(answer: Answer): ArrayBuffer[] {
  return answer.type === 'embedding' && answer.matrix.buffer instanceof ArrayBuffer ? [answer.matrix.buffer] : []
}
