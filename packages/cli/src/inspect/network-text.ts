import type { EmbeddingSpec, ModelSpec } from '@wordloom/core'

/** The layers of a network in a few words. */
export function networkText({ embedding, encoder, hidden }: ModelSpec): string {
  const { units, layers, pooling, dropout, resetAfter } = encoder
  return [
    `embedding ${embedding.dimension}`,
    `${layers === 1 ? '' : `${layers} layers of `}GRU 2 × ${units}${resetAfter ? '' : ' (reset before the product)'}`,
    ...(pooling === 'last' ? [] : [`${pooling} of all states`]),
    ...(dropout === 0 ? [] : [`dropout ${dropout}`]),
    `dense ${hidden.units}`,
  ].join(', ')
}

/** What to add to the name of the vectors that a table started from. */
export function frozenText(trainable: EmbeddingSpec['trainable']): string {
  if (trainable === 'new-words') return ', frozen but for new words'
  return trainable ? '' : ', frozen'
}
