import { WordloomError, type TaskSpec, type TrainRequest } from '@wordloom/core'
import { labelIndices } from './labels.js'
import { assertRange } from '../trainer/assert-range.js'

/** What {@link rowWeights} puts together. */
export interface RowWeightsOptions<Label extends string> {
  readonly task: TaskSpec<Label>
  /** Of the training rows, as {@link encodeTargets} gives them. */
  readonly targets: Int32Array
  readonly classWeights: TrainRequest<Label>['classWeights']
  /** `[rows]`: what the rows count by themselves. */
  readonly weights?: Float32Array | undefined
}

/**
 * `[rows]`: the weight of each training row, that of its own times that of its label; undefined when all are 1.
 *
 * A row of several labels counts as the mean of theirs, one of none as 1. `balanced` gives a label
 * `occurrences / (labels × occurrences of the label)`, where occurrences are counted over all labels; with one label a row
 * that is scikit-learn's `rows / (labels × rows of the label)`. Labels that do not occur are not counted.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a class weight that is no number of 0 or more, `DATA_LABELS` for one of an
 * unknown label.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.utils.class_weight.compute_class_weight.html
 */
export function rowWeights<Label extends string>({
  task,
  targets,
  classWeights,
  weights,
}: RowWeightsOptions<Label>): Float32Array | undefined {
  if (classWeights === undefined) return weights
  const labels = task.labels.length
  const ofLabel = classWeights === 'balanced' ? balancedWeights(targets, task) : givenWeights(classWeights, task.labels)
  const isMultiLabel = task.type === 'multi-label'
  const rows = isMultiLabel ? targets.length / labels : targets.length
  return Float32Array.from({ length: rows }, (_, row) => {
    const ofRow = isMultiLabel
      ? meanOfLabels(targets.subarray(row * labels, (row + 1) * labels), ofLabel)
      : ofLabel[targets[row]!]!
    return ofRow * (weights?.[row] ?? 1)
  })
}

/**
 * The rows' own weights as an engine takes them.
 *
 * @param name - where they came from, for error messages.
 * @throws WordloomError `INVALID_ARGUMENT` unless there is one finite number of 0 or more for each row, and one is above 0.
 */
export function encodeWeights(
  weights: readonly number[] | undefined,
  rows: number,
  name: string,
): Float32Array | undefined {
  if (weights === undefined) return undefined
  if (!Array.isArray(weights) || weights.length !== rows) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is one weight for each text', {
      name,
      expected: rows,
      received: Array.isArray(weights) ? weights.length : typeof weights,
    })
  }
  const bad = weights.findIndex((weight) => !isWeight(weight))
  if (bad >= 0) assertRange(`${name}[${bad}]`, weights[bad], false, weightExpected)
  assertRange(
    name,
    'only zeros',
    weights.some((weight) => weight > 0),
    'a weight above 0',
  )
  return Float32Array.from(weights)
}

const weightExpected = 'a number of 0 or more'

function isWeight(weight: unknown): boolean {
  return typeof weight === 'number' && weight >= 0 && Number.isFinite(Math.fround(weight))
}

function balancedWeights(targets: Int32Array, { type, labels }: TaskSpec): number[] {
  const counts = labels.map(() => 0)
  if (type === 'multi-label') for (const [at, value] of targets.entries()) counts[at % labels.length]! += value
  else for (const label of targets) counts[label]! += 1
  const total = counts.reduce((sum, count) => sum + count, 0)
  const occurring = counts.filter((count) => count > 0).length
  return counts.map((count) => (count === 0 ? 1 : total / (occurring * count)))
}

function givenWeights(weights: Readonly<Record<string, number | undefined>>, labels: readonly string[]): number[] {
  assertRange(
    'classWeights',
    weights,
    typeof weights === 'object' && weights !== null,
    "'balanced' or weights by label",
  )
  const result = labels.map(() => 1)
  const names = Object.keys(weights)
  for (const [at, index] of labelIndices(names, labels, 'classWeights').entries()) {
    const weight = weights[names[at]!]
    if (weight === undefined) continue
    assertRange(`classWeights.${names[at]!}`, weight, isWeight(weight), weightExpected)
    result[index] = weight
  }
  return result
}

function meanOfLabels(truths: Int32Array, ofLabel: readonly number[]): number {
  let sum = 0
  let count = 0
  for (const [label, isTrue] of truths.entries()) {
    if (isTrue === 0) continue
    sum += ofLabel[label]!
    count += 1
  }
  return count === 0 ? 1 : sum / count
}
