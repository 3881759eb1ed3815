import { join } from 'node:path'
import { exportOnnx, roundedModel } from '@wordloom/onnx-export'
import type { TrainedModel } from '@wordloom/core'
import { casesOf } from '../cases/cases-of.js'
import { controlFolder } from '../cases/control.js'
import { expectedProbabilities } from '../cases/expected-probabilities.js'
import type { InteropCase } from '../cases/interop-case.js'
import { writeCaseFolder } from '../cases/write-case-folder.js'
import type { InteropModel } from '../models/interop-model.js'

/** What a program's answers are held against. */
export interface PreparedCase {
  readonly name: string
  /** Ids of padding in the row that has the most of them. */
  readonly padding: number
}

/** A model whose folder of cases is written. */
export interface PreparedModel extends Pick<InteropModel, 'name' | 'description' | 'group' | 'needs' | 'tolerance'> {
  /** What its cases are: which program takes them. */
  readonly values: 'ids' | 'strings'
  /** What rounding its weights changes a probability by at most; left out where there is none. */
  readonly roundingDifference?: number
  /** Of the ONNX file. */
  readonly bytes: number
  readonly folder: string
  /** The same model with two expectations that are wrong on purpose. */
  readonly control: string
  readonly cases: readonly PreparedCase[]
  readonly controlCases: readonly PreparedCase[]
}

/**
 * Exports a model, asks Wordloom for its answers, and writes the folder that programs read. Of a file whose weights are
 * rounded, the answers are those of the rounded weights.
 *
 * @param file - what programs run instead of the export
 */
export async function prepareModel(model: InteropModel, cache: string, file?: Uint8Array): Promise<PreparedModel> {
  const { name, description, group, needs, tolerance, form } = model
  const trained = model.create()
  const cases = casesOf(model, trained)
  const { precision = 'fp32', inputs = 'ids' } = form
  const expected = await expectedProbabilities(roundedModel(trained, precision), cases)
  const content = { model: file ?? exportOnnx(trained, form), cases, expected }
  const wrong = controlFolder(content)
  const folder = join(cache, 'cases', name)
  const control = join(cache, 'cases', `${name}-control`)
  await writeCaseFolder(folder, content)
  await writeCaseFolder(control, wrong)
  return {
    ...{ name, description, group, needs, tolerance, folder, control },
    values: inputs === 'ids' ? 'ids' : 'strings',
    ...(precision !== 'fp32' && { roundingDifference: await roundingDifference(trained, cases, expected) }),
    bytes: content.model.length,
    cases: cases.map(preparedCase),
    controlCases: wrong.cases.map(preparedCase),
  }
}

async function roundingDifference(
  model: TrainedModel,
  cases: readonly InteropCase[],
  rounded: readonly Float32Array[],
): Promise<number> {
  const exact = await expectedProbabilities(model, cases)
  const differences = exact.flatMap((row, index) =>
    Array.from(row, (value, at) => Math.abs(value - rounded[index]![at]!)),
  )
  return Math.max(...differences)
}

function preparedCase({ name, rows, shape }: InteropCase): PreparedCase {
  const [, time = 0] = shape
  return { name, padding: Math.max(0, time - Math.min(...rows.map((row) => row.length))) }
}
