import { loadVectors } from '@wordloom/glove-loader'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSimilarity, parseAnalogies, parseWordPairs } from '../src/index.js'

const original = process.env['WORDLOOM_GLOVE_6B_50D'] ?? join(homedir(), '.cache', 'glove', 'glove.6B.50d.txt')
/** The folder `gensim/test/test_data` of an installation of gensim, which the question files come with. */
const questions = process.env['WORDLOOM_GENSIM_DATA'] ?? ''

/** What gensim 4.4 answers with the same vectors. */
const sections30000 = [79.64, 73.89, 13.14, 16.07, 75.73, 14.6, 11.84, 52.48, 33.67, 42.69, 94.26, 37.56, 64.39, 34.47]

it('should reproduce figures of gensim on GloVe 6B digit for digit', async ({ skip }) => {
  if (!existsSync(original)) skip(`the original file is not here: set WORDLOOM_GLOVE_6B_50D (looked for ${original})`)
  if (!existsSync(join(questions, 'questions-words.txt'))) skip('set WORDLOOM_GENSIM_DATA to the test data of gensim')
  const { embedding } = await loadVectors(original)
  const similarity = await createSimilarity(embedding)
  const read = (name: string): Promise<string> => readFile(join(questions, name), 'utf8')

  const sections = parseAnalogies(await read('questions-words.txt'))
  const frequent = await similarity.evaluateAnalogies(sections, { restrictVocabulary: 30_000 })
  expect([frequent.total.correct, frequent.total.incorrect]).toEqual([7393, 14_877 - 7393])
  expect(frequent.sections.map(({ accuracy }) => Number((100 * accuracy).toFixed(2)))).toEqual(sections30000)
  const all = await similarity.evaluateAnalogies(sections, { restrictVocabulary: 400_000 })
  expect([all.total.correct, all.total.incorrect, all.total.unknown]).toEqual([9033, 19_544 - 9033, 0])

  const wordSim = similarity.evaluateWordPairs(parseWordPairs(await read('wordsim353.tsv')))
  expect([wordSim.pearson.statistic.toFixed(4), wordSim.spearman.statistic.toFixed(4)]).toEqual(['0.5066', '0.5033'])
  expect(wordSim.outOfVocabulary).toBe(0)
  const simLex = similarity.evaluateWordPairs(parseWordPairs(await read('simlex999.txt')))
  expect([simLex.pearson.statistic.toFixed(4), simLex.spearman.statistic.toFixed(4)]).toEqual(['0.2923', '0.2631'])
  similarity.dispose()
}, 120_000)
