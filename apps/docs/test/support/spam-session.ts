import { glove } from '@wordloom/glove-loader'
import type { InitialVectors } from '../../playground/vectors/initial-vectors.ts'
import type { Session } from '../../playground/training/session.ts'
import { defaultSettings, type Settings } from '../../playground/training/settings.ts'

/** A session of few rows whose words all have vectors, one of them made up. */
export async function spamSession(settings: Partial<Settings> = {}): Promise<Session> {
  const spam = ['win free money now', 'free prize, claim it', 'win a prize', 'cheap money offer']
  const ham = ['lunch at noon', 'notes of the meeting', 'see you at lunch', 'the meeting is at noon']
  const rows = Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? spam : ham)[(row >> 1) % 4]!)
  return {
    name: 'spam.csv',
    rows: { texts: rows, labels: rows.map((_, row) => (row % 2 === 0 ? 'spam' : 'ham')) },
    settings: { ...defaultSettings, epochs: 4, units: 8, ...settings },
    ...(settings.vectors !== 'random' && { vectors: await someVectors() }),
  }
}

async function someVectors(): Promise<InitialVectors> {
  const words = new Set(['win', 'free', 'money', 'prize', 'lunch', 'noon', 'meeting', 'at', 'the'])
  const { vocabulary, matrix, dimension } = await glove('glove-mini').load({ words })
  const specials = vocabulary.specialTokens.length
  const rows = matrix.slice(specials * dimension)
  return { name: 'glove-mini', dimension, words: [...vocabulary.tokens()].slice(specials), rows }
}
