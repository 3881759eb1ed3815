import type { WorkOptions } from '@wordloom/core'
import { messageText } from './message-text.js'
import type { SpamLabel } from './spam-assassin-files.js'
import { spamAssassinFiles } from './spam-assassin-files.js'
import { splitCorpus } from './split-corpus.js'

export type { SpamLabel }

/** Texts and their labels, one to one. */
export interface SpamTexts {
  readonly texts: string[]
  readonly labels: SpamLabel[]
}

/** The corpus as a classifier needs it. */
export interface SpamCorpus {
  readonly train: SpamTexts
  readonly test: SpamTexts
  /** Messages that are no valid MIME and were read raw. */
  readonly unparsedCount: number
}

/** Messages parsed at the same time: enough to keep reading from waiting. */
const concurrency = 8
const testShare = 0.2

/**
 * Reads the public SpamAssassin corpus: 6,046 messages, 1,896 of them spam, as plain text, a fifth of them set aside for
 * the test. The result is the same on every machine.
 *
 * @param options - Progress counts messages.
 */
export async function loadSpamCorpus(options: Pick<WorkOptions, 'onProgress'> = {}): Promise<SpamCorpus> {
  const files = await spamAssassinFiles()
  const rows: { text: string; label: SpamLabel; parsed: boolean }[] = []
  for (let start = 0; start < files.length; start += concurrency) {
    const some = files.slice(start, start + concurrency)
    const texts = await Promise.all(some.map(async (file) => messageText(await file.read())))
    rows.push(...texts.map(({ text, parsed }, index) => ({ text, parsed, label: some[index]!.label })))
    options.onProgress?.({ done: rows.length, total: files.length })
  }
  const { train, test } = splitCorpus(rows, testShare)
  return { train: columns(train), test: columns(test), unparsedCount: rows.filter((row) => !row.parsed).length }
}

function columns(rows: readonly { text: string; label: SpamLabel }[]): SpamTexts {
  return { texts: rows.map((row) => row.text), labels: rows.map((row) => row.label) }
}
