// Compares the starts that an embedding table can have, on the corpus of the demo. Prints a Markdown table.
import type { ModelSpecOptions } from '@wordloom/core'
import { glove } from '@wordloom/glove-loader'
import { trainClassifier } from '@wordloom/trainer-node'
import { loadSpamCorpus, type SpamTexts } from './corpus/index.js'
import { evaluateSpamClassifier } from './train-spam-classifier.js'

interface Start {
  readonly name: string
  readonly vectors: boolean
  readonly trainable: NonNullable<ModelSpecOptions['embedding']>['trainable']
}

const starts: readonly Start[] = [
  { name: 'random, trained', vectors: false, trainable: true },
  { name: 'glove-mini, trained', vectors: true, trainable: true },
  { name: "glove-mini, `trainable: 'new-words'`", vectors: true, trainable: 'new-words' },
  { name: 'glove-mini, frozen (`trainable: false`)', vectors: true, trainable: false },
]

/** Rows to learn from; the last is all of them. */
const sizes = [200, 1000, Infinity]
const seeds = [1, 2, 3]
const epochs = 4

const corpus = await loadSpamCorpus()
const rows = sizes.map((size) => Math.min(size, corpus.train.texts.length))
console.log(`| start of the table | ${rows.map((count) => `${count} rows`).join(' | ')} |`)
console.log(`| --- |${' ---: |'.repeat(rows.length)}`)
for (const start of starts) {
  const cells: string[] = []
  for (const size of rows) cells.push(await meanAccuracy(start, someRows(corpus.train, size)))
  console.log(`| ${start.name} | ${cells.join(' | ')} |`)
}

/** On the test part, over all seeds. */
async function meanAccuracy({ vectors, trainable }: Start, train: SpamTexts): Promise<string> {
  let sum = 0
  for (const seed of seeds) {
    const classifier = await trainClassifier({
      ...train,
      labelOrder: ['ham', 'spam'],
      epochs,
      seed,
      model: { embedding: { trainable } },
      ...(vectors && { embedding: glove('glove-mini') }),
    })
    sum += (await evaluateSpamClassifier(classifier, corpus)).accuracy
    classifier.dispose()
  }
  return `${((sum / seeds.length) * 100).toFixed(1)} %`
}

/** Evenly spread over the corpus, which stands in the order of its groups. */
function someRows({ texts, labels }: SpamTexts, count: number): SpamTexts {
  const rows = Array.from({ length: count }, (_, row) => Math.floor((row * texts.length) / count))
  return { texts: rows.map((row) => texts[row]!), labels: rows.map((row) => labels[row]!) }
}
