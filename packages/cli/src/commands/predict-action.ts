import type { Prediction } from '@wordloom/core'
import { checkedUtf8, readTextGroups, textLineGroups } from '@wordloom/datasets'
import { write, type CommandIo } from '../io.js'
import type { EngineOptions } from '../options/engine-options.js'
import type { DataOptions, OutputModeOptions } from '../options/shared-options.js'
import { assertThreshold, type ThresholdOptions } from '../options/threshold.js'
import { withoutUndefined } from '../options/without-undefined.js'
import { wrongUsage } from '../options/wrong-usage.js'
import { writeJson } from '../output/json.js'
import { note } from '../output/notes.js'
import { printable } from '../output/printable.js'
import { formatFigure } from '../output/table.js'
import { loadModelFolder } from './load-classifier.js'

/** What `wordloom predict` was asked for. */
export interface PredictCommandOptions extends DataOptions, ThresholdOptions, EngineOptions, OutputModeOptions {
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
  const classifier = await loadModelFolder(model, 'predict', options, io)
  const collected: object[] = []
  try {
    assertThreshold('predict', classifier, options)
    const isMultiLabel = classifier.spec.task.type === 'multi-label'
    const { threshold } = options
    for await (const group of groups) {
      const predictions = await classifier.predict(group, withoutUndefined({ threshold }))
      if (options.json === true) {
        predictions.forEach((prediction, index) => collected.push({ text: group[index], ...prediction }))
      } else {
        await write(
          io.stdout,
          predictions.map((prediction, index) => lineOf(prediction, group[index]!, isMultiLabel)).join(''),
        )
      }
    }
  } finally {
    classifier.dispose()
  }
  if (options.json === true) await writeJson(io, { predictions: collected })
}

function lineOf({ label, labels, probabilities }: Prediction, text: string, isMultiLabel: boolean): string {
  const held = isMultiLabel ? labels : [label]
  const figures = held.map((each) => formatFigure(probabilities[each]!))
  return `${printable(held.join(', '))}\t${figures.join(', ')}\t${printable(text)}\n`
}

function textGroups(
  texts: readonly string[],
  options: PredictCommandOptions,
  io: CommandIo,
): AsyncIterable<readonly string[]> | Iterable<readonly string[]> {
  const { data, text, quotes, format } = options
  if (data === undefined) {
    if (text !== undefined) throw wrongUsage('predict', '--text names a column of --data, which is missing', '--text')
    return texts.length > 0 ? [texts] : standardInputGroups(options, io)
  }
  if (texts.length > 0)
    throw wrongUsage('predict', 'Texts come from the arguments or from --data, not from both', '--data')
  if (text === undefined) throw wrongUsage('predict', '--data needs --text, the column of the texts', '--text')
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
