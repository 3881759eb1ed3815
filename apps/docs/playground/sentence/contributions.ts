import type { Classifier } from '@wordloom/core'
import { piecesOfText, type TextPiece } from './words-of-text.js'

/** What a word does to the probability of the label. */
export interface Contribution {
  readonly word: string
  /** Place among the tokens, from 0. */
  readonly token: number
  /** Probability of the label with the word minus without it, −1 … 1. */
  readonly change: number
  /** Whether the model has a vector for it. */
  readonly isKnown: boolean
}

/** What a model says of a text, and why. */
export interface Explanation {
  readonly label: string
  /** Of every label, the most probable first. */
  readonly probabilities: readonly { readonly label: string; readonly probability: number }[]
  readonly pieces: readonly TextPiece[]
  /** In the order of the tokens. */
  readonly contributions: readonly Contribution[]
}

/**
 * Predicts a text, and once more without each of its words: the row gets shorter by one, which is what replacing the word by
 * padding means to the network.
 */
export async function explain(classifier: Classifier, text: string): Promise<Explanation> {
  const { spec, vocabulary } = classifier
  const { pieces, tokens } = piecesOfText(text, spec)
  const rows = [tokens, ...tokens.map((_, left) => tokens.filter((_token, place) => place !== left))]
  const outputs = await classifier.predictBatch(vocabulary.encodeBatch(rows))
  const { labels } = spec.task
  const probabilityOf = (row: number, label: number): number => {
    if (spec.task.type !== 'binary') return outputs[row * labels.length + label]!
    return label === 1 ? outputs[row]! : 1 - outputs[row]!
  }
  const probabilities = labels
    .map((label, index) => ({ label, index, probability: probabilityOf(0, index) }))
    .sort((a, b) => b.probability - a.probability)
  const [best] = probabilities
  return {
    label: best!.label,
    probabilities: probabilities.map(({ label, probability }) => ({ label, probability })),
    pieces,
    contributions: tokens.map((word, token) => ({
      word,
      token,
      change: best!.probability - probabilityOf(token + 1, best!.index),
      isKnown: vocabulary.has(word),
    })),
  }
}
