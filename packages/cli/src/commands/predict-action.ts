import { WordloomError, type Prediction } from '@wordloom/core'
import { checkedUtf8, readTextGroups, textLineGroups } from '@wordloom/datasets'
import { write, type CommandIo } from '../io.js'
import type { DataOptions, OutputModeOptions } from '../options/shared-options.js'
import { writeJson } from '../output/json.js'
import { note } from '../output/notes.js'
import { printable } from '../output/printable.js'
import { formatFigure } from '../output/table.js'
import { loadModelFolder } from './load-classifier.js'

/** What `wordloom predict` was asked for. */
export interface PredictCommandOptions extends DataOptions, OutputModeOptions {
  readonly data?: string
  readonly text?: string
}

/** Texts that are read and labelled together: bounds the memory for a file of any size. */
const groupSize = 512

/** Labels texts and prints each as soon as it is labelled; with `--json` all at the end. */
export async function predict(
  model: string,
  texts: readonly string[],
  options: PredictCommandOptions,
  io: CommandIo,
): Promise<void> {
  const groups = textGroups(texts, options, io)
  const classifier = await loadModelFolder(model)
  const collected: object[] = []
  try {
    for await (const group of groups) {
      const predictions = await classifier.predict(group)
      if (options.json === true) {
        predictions.forEach((prediction, index) => collected.push({ text: group[index], ...prediction }))
      } else {
        await write(io.stdout, predictions.map((prediction, index) => lineOf(prediction, group[index]!)).join(''))
      }
    }
  } finally {
    classifier.dispose()
  }
  if (options.json === true) await writeJson(io, { predictions: collected })
}

function lineOf(prediction: Prediction, text: string): string {
  return `${printable(prediction.label)}\t${formatFigure(prediction.probability)}\t${printable(text)}\n`
}

function textGroups(
  texts: readonly string[],
  options: PredictCommandOptions,
  io: CommandIo,
): AsyncIterable<readonly string[]> | Iterable<readonly string[]> {
  const { data, text, quotes, format } = options
  if (data === undefined) {
    if (text !== undefined) throw wrongUsage('--text names a column of --data, which is missing', '--text')
    return texts.length > 0 ? [texts] : standardInputGroups(options, io)
  }
  if (texts.length > 0) throw wrongUsage('Texts come from the arguments or from --data, not from both', '--data')
  if (text === undefined) throw wrongUsage('--data needs --text, the column of the texts', '--text')
  return readTextGroups({ file: data, text, quotes, ...(format === undefined ? {} : { format }) }, groupSize)
}

async function* standardInputGroups(
  options: PredictCommandOptions,
  io: CommandIo,
): AsyncGenerator<readonly string[], void, void> {
  if (io.stdin.isTTY === true) note(io, options, 'type one text a line; end with Ctrl-D (Ctrl-Z on Windows)')
  const name = 'standard input'
  for await (const group of textLineGroups(checkedUtf8(io.stdin, name), name)) {
    for (let from = 0; from < group.length; from += groupSize) {
      yield group.slice(from, from + groupSize).map(({ text }) => text)
    }
  }
}

function wrongUsage(what: string, name: string): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', what, { name, hint: 'See: wordloom predict --help' })
}
