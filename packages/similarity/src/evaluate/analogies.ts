import { WordloomError, type WorkOptions } from '@wordloom/core'
import { bestRows, unitRow } from '../search/exact.js'
import type { WordRows } from '../search/rows.js'
import type { BatchAnswers, SearchEngine } from '../search/search-engine.js'
import { knownWords, type KnownWords, type KnownWordsOptions } from './known-words.js'
import type { Analogy, AnalogySection } from './parse.js'

export interface EvaluateAnalogiesOptions extends KnownWordsOptions, WorkOptions {
  /** A question with an unknown word counts as wrong instead of being left out. @defaultValue false */
  readonly dummyForUnknown?: boolean
}

/** How a section went. */
export interface AnalogySectionResult {
  /** Of the section. */
  readonly name: string
  /** Questions whose first answer was the expected word. */
  readonly correct: number
  /** Questions with another answer. */
  readonly incorrect: number
  /** Questions with an unknown word. */
  readonly unknown: number
  /** Share of correct answers, 0 … 1; NaN without a question. */
  readonly accuracy: number
}

/** How all of it went. */
export interface AnalogiesEvaluation {
  /** In the order of the file. */
  readonly sections: readonly AnalogySectionResult[]
  /** Of all sections together. */
  readonly total: AnalogySectionResult
  /** Questions with an unknown word, in % of all. */
  readonly outOfVocabulary: number
}

/** Answers looked at for each question, as gensim does. */
const answersWanted = 5
/** Beside the question's own three words: some more, so that scores that differ by rounding can be told apart. */
const keptAnswers = answersWanted + 3 + 6
/** Words asked about at once: their products with a block of rows fit into a second-level cache. */
const mostWords = 1024
const mostQuestions = 8192

interface Question {
  readonly section: number
  readonly rows: readonly [a: number, b: number, c: number]
  /** Folded. */
  readonly ignored: ReadonlySet<string>
  readonly expected: string
}

/**
 * The protocol of gensim's `evaluate_word_analogies`, with the same answers: the first of the five rows nearest to
 * b − a + c (each of length 1) that is none of a, b, c.
 *
 * The questions of a file share their words. So all words' products with all rows are computed once, and each question is a
 * sum of three of them.
 */
export async function evaluateSections(
  rows: WordRows,
  engine: SearchEngine,
  sections: readonly AnalogySection[],
  options: EvaluateAnalogiesOptions,
): Promise<AnalogiesEvaluation> {
  const { signal, onProgress } = options
  const known = knownWords(rows, options)
  const correct = sections.map(() => 0)
  const incorrect = sections.map(() => 0)
  const unknown = sections.map(() => 0)
  const questions: Question[] = []
  for (const [section, { analogies }] of sections.entries()) {
    for (const analogy of analogies) {
      const question = questionOf(known, section, analogy)
      if (question !== undefined) questions.push(question)
      else {
        unknown[section]! += 1
        if (options.dummyForUnknown === true) incorrect[section]! += 1
      }
    }
  }
  for (let done = 0; done < questions.length;) {
    throwIfAborted(signal)
    const { part, words } = nextPart(questions, done)
    const answers = answer(rows, engine, known, part, words)
    for (const [index, { section, expected }] of part.entries()) {
      const counts = answers[index] === expected ? correct : incorrect
      counts[section]! += 1
    }
    done += part.length
    onProgress?.({ done, total: questions.length })
    await new Promise((resolve) => setTimeout(resolve))
  }
  const results = sections.map(({ name }, index) => resultOf(name, correct[index]!, incorrect[index]!, unknown[index]!))
  const all = resultOf('total', sumOf(correct), sumOf(incorrect), sumOf(unknown))
  const asked = sections.reduce((sum, { analogies }) => sum + analogies.length, 0)
  return { sections: results, total: all, outOfVocabulary: asked === 0 ? 0 : (100 * all.unknown) / asked }
}

function questionOf(known: KnownWords, section: number, analogy: Analogy): Question | undefined {
  const [a, b, c, expected] = analogy
  const folded = [a, b, c].map(known.fold)
  const answer = known.fold(expected)
  const [first, second, third] = folded.map(known.row)
  if (first === undefined || second === undefined || third === undefined) return undefined
  if (known.row(answer) === undefined) return undefined
  return { section, rows: [first, second, third], ignored: new Set(folded), expected: answer }
}

/** Questions from one on whose words are few enough, and the numbers of these words. */
function nextPart(questions: readonly Question[], from: number): { part: Question[]; words: Map<number, number> } {
  const words = new Map<number, number>()
  const part: Question[] = []
  for (let index = from; index < questions.length && part.length < mostQuestions; index++) {
    const question = questions[index]!
    const added = new Set(question.rows.filter((row) => !words.has(row)))
    if (words.size + added.size > mostWords) break
    for (const row of added) words.set(row, words.size)
    part.push(question)
  }
  return { part, words }
}

/** The folded answer to each question; nothing where none of the five is one. */
function answer(
  rows: WordRows,
  engine: SearchEngine,
  known: KnownWords,
  part: readonly Question[],
  words: ReadonlyMap<number, number>,
): (string | undefined)[] {
  const { dimension } = rows
  const units = Array.from(words.keys(), (row) => unitRow(rows.row(row)))
  const queries = new Float32Array(units.length * dimension)
  for (const [index, unit] of units.entries()) queries.set(unit, index * dimension)
  const asked = Uint32Array.from(part.flatMap(({ rows: [a, b, c] }) => [words.get(b)!, words.get(c)!, words.get(a)!]))
  const answers = engine.canSearchMany() ? engine.searchMany(queries, asked, keptAnswers, known.limit) : undefined
  return part.map((question, index) => {
    const [a, b, c] = question.rows.map((row) => units[words.get(row)!]!) as [Float64Array, Float64Array, Float64Array]
    const sum = Float64Array.from(a, (value, column) => b[column]! + c[column]! - value)
    const own = question.rows
    const wanted = answersWanted + own.length
    const candidates =
      (answers === undefined ? undefined : decisiveRows(answers, index, answersWanted + new Set(own).size, engine)) ??
      engine.search(unitRow(sum), wanted, known.limit)?.rows ??
      Array(known.limit).keys()
    const best = bestRows(rows, unitRow(sum), candidates, wanted)
    const others = best.filter(({ row }) => !own.includes(row)).slice(0, answersWanted)
    let predicted: string | undefined
    for (const { row } of others) {
      predicted = known.fold(rows.words.word(row))
      if (!question.ignored.has(predicted)) break
    }
    return predicted
  })
}

/** What was kept for a question; nothing when that might lack a row which belongs to the best. */
function decisiveRows(
  answers: BatchAnswers,
  question: number,
  wanted: number,
  { scoreError }: SearchEngine,
): Iterable<number> | undefined {
  const start = question * keptAnswers
  const scores = answers.scores.subarray(start, start + keptAnswers)
  const found = scores.filter((score) => score !== -Infinity).length
  // Scores of sums of three are up to three times as large as cosines, and as wrong.
  const isOpen = found === keptAnswers && scores[keptAnswers - 1]! >= scores[wanted - 1]! - 6 * scoreError
  return isOpen ? undefined : answers.rows.subarray(start, start + found)
}

function resultOf(name: string, correct: number, incorrect: number, unknown: number): AnalogySectionResult {
  return { name, correct, incorrect, unknown, accuracy: correct / (correct + incorrect) }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return
  throw new WordloomError('ABORTED', 'The evaluation was cancelled', { cause: signal.reason })
}
