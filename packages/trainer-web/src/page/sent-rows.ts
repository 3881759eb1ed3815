import type { LabeledTexts } from '@wordloom/core'
import type { Pause } from '@wordloom/training'
import type { SentRows } from '../messages/messages.js'

/** Characters and rows that are cloned within a few milliseconds. */
const mostCharacters = 500_000
const mostRows = 4_096

/** Sends rows in parts, and lets the page work between them. */
export async function sendRows(rows: LabeledTexts, pause: Pause, send: (part: SentRows) => void): Promise<void> {
  const { texts, labels, weights } = rows
  for (let start = 0; start < texts.length;) {
    let end = start
    for (let characters = 0; end < texts.length && end - start < mostRows && characters < mostCharacters; end++) {
      characters += texts[end]!.length
    }
    send({
      texts: texts.slice(start, end),
      labels: labels.slice(start, end),
      // Weights that are too many or too few are the training's to find.
      ...(weights && { weights: weights.slice(start, end === texts.length ? undefined : end) }),
    })
    start = end
    await pause()
  }
}
