import { join } from 'node:path'
import { controlFolder } from '../cases/control.js'
import { expectedProbabilities } from '../cases/expected-probabilities.js'
import { interopCases, type InteropCase } from '../cases/interop-case.js'
import { writeCaseFolder } from '../cases/write-case-folder.js'
import type { InteropModel } from '../models/models.js'

/** What a program's answers are held against. */
export interface PreparedCase {
  readonly name: string
  /** Ids of padding in the row that has the most of them. */
  readonly padding: number
}

/** A model whose folder of cases is written. */
export interface PreparedModel {
  readonly name: string
  readonly description: string
  readonly tolerance: number
  /** Of the ONNX file. */
  readonly bytes: number
  readonly folder: string
  /** The same model with two expectations that are wrong on purpose. */
  readonly control: string
  readonly cases: readonly PreparedCase[]
  readonly controlCases: readonly PreparedCase[]
}

/** Exports a model, asks Wordloom for its answers, and writes the folder that programs read. */
export async function prepareModel(model: InteropModel, cache: string): Promise<PreparedModel> {
  const trained = model.create()
  const cases = interopCases(trained.vocabulary.size, model.longestRow)
  const content = { model: model.export(trained), cases, expected: await expectedProbabilities(trained, cases) }
  const wrong = controlFolder(content)
  const folder = join(cache, 'cases', model.name)
  const control = join(cache, 'cases', `${model.name}-control`)
  await writeCaseFolder(folder, content)
  await writeCaseFolder(control, wrong)
  return {
    name: model.name,
    description: model.description,
    tolerance: model.tolerance,
    bytes: content.model.length,
    folder,
    control,
    cases: cases.map(preparedCase),
    controlCases: wrong.cases.map(preparedCase),
  }
}

function preparedCase({ name, rows, time }: InteropCase): PreparedCase {
  return { name, padding: time - Math.min(...rows.map((row) => row.length)) }
}
