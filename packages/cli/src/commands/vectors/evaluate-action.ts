import type { AnalogySectionResult, Correlation } from '@wordloom/similarity'
import { interruptible } from '../../interruptible.js'
import { write, type CommandIo } from '../../io.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import type { VectorsOptions } from '../../options/vectors-options.js'
import { withoutUndefined } from '../../options/without-undefined.js'
import { wrongUsage } from '../../options/wrong-usage.js'
import { writeJson } from '../../output/json.js'
import { alignColumns, formatCount, formatFigure } from '../../output/table.js'
import { loadEmbedding } from '../../vectors/load-embedding.js'
import { readTextFile } from '../../vectors/text-file.js'
import { withSimilarity } from '../../vectors/with-similarity.js'

/** What `wordloom vectors evaluate` was asked for. */
export interface EvaluateVectorsOptions extends VectorsOptions, OutputModeOptions {
  readonly pairs?: string
  readonly analogies?: string
  readonly restrictVocabulary?: number
  readonly caseSensitive?: boolean
  readonly countUnknown?: boolean
}

/** Compares vectors with what people say. */
export async function evaluateVectors(options: EvaluateVectorsOptions, io: CommandIo): Promise<void> {
  const { pairs, analogies } = options
  if (pairs !== undefined && analogies === undefined) return evaluatePairs(pairs, options, io)
  if (analogies !== undefined && pairs === undefined) return evaluateAnalogies(analogies, options, io)
  throw wrongUsage('vectors evaluate', 'It takes one of --pairs and --analogies', '--pairs, --analogies')
}

async function evaluatePairs(file: string, options: EvaluateVectorsOptions, io: CommandIo): Promise<void> {
  const { parseWordPairs } = await import('@wordloom/similarity')
  const questions = parseWordPairs(await readTextFile(file), '\t', file)
  const embedding = await loadEmbedding(options, io)
  const result = await withSimilarity(embedding, options, (similarity) =>
    similarity.evaluateWordPairs(questions, protocolOf(options)),
  )
  if (options.json === true) return writeJson(io, { vectors: options.vectors, file, ...result })
  const facts = [
    ['pairs', formatCount(result.pairs)],
    ['unknown', formatPercent(result.outOfVocabulary)],
    ['Pearson', correlationText(result.pearson)],
    ['Spearman', correlationText(result.spearman)],
  ]
  return write(io.stdout, alignColumns(facts))
}

async function evaluateAnalogies(file: string, options: EvaluateVectorsOptions, io: CommandIo): Promise<void> {
  const { parseAnalogies } = await import('@wordloom/similarity')
  const questions = parseAnalogies(await readTextFile(file), file)
  const embedding = await loadEmbedding(options, io)
  const result = await interruptible(io, options, 'stopping', (signal) =>
    withSimilarity(embedding, options, (similarity) =>
      similarity.evaluateAnalogies(questions, { signal, ...protocolOf(options) }),
    ),
  )
  if (options.json === true) return writeJson(io, { vectors: options.vectors, file, ...result })
  const rows = [...result.sections, result.total].map(sectionRow)
  const table = alignColumns([['section', 'accuracy', 'correct', 'asked', 'unknown'], ...rows], true)
  return write(io.stdout, table)
}

function protocolOf({ restrictVocabulary, caseSensitive = false, countUnknown = false }: EvaluateVectorsOptions): {
  readonly restrictVocabulary?: number
  readonly caseInsensitive: boolean
  readonly dummyForUnknown: boolean
} {
  return {
    caseInsensitive: !caseSensitive,
    dummyForUnknown: countUnknown,
    ...withoutUndefined({ restrictVocabulary }),
  }
}

function correlationText({ statistic, pValue }: Correlation): string {
  return `${formatFigure(statistic)} (p ${Number.isNaN(pValue) ? 'n/a' : pValue.toExponential(1)})`
}

function sectionRow({ name, accuracy, correct, incorrect, unknown }: AnalogySectionResult): string[] {
  return [
    name,
    formatPercent(100 * accuracy),
    formatCount(correct),
    formatCount(correct + incorrect),
    formatCount(unknown),
  ]
}

function formatPercent(percent: number): string {
  return Number.isFinite(percent) ? `${percent.toFixed(2)} %` : 'n/a'
}
