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
  const ofLabel = labelWeights(classWeights, task.labels, () => labelCounts(targets, task))
  const isMultiLabel = task.type === 'multi-label'
  const rows = isMultiLabel ? targets.length / labels : targets.length
  return Float32Array.from({ length: rows }, (_, row) => {
    const ofRow = isMultiLabel
      ? weightOfLabels(trueLabels(targets.subarray(row * labels, (row + 1) * labels)), ofLabel)
      : ofLabel[targets[row]!]!
    return ofRow * (weights?.[row] ?? 1)
  })
}

/**
 * `[labels]`: the weight of each label.
 *
 * @param counts - how often each occurs; only asked for where the weights depend on it.
 * @throws WordloomError as {@link rowWeights} does.
 */
export function labelWeights<Label extends string>(
  classWeights: NonNullable<TrainRequest<Label>['classWeights']>,
  labels: readonly Label[],
  counts: () => readonly number[],
): number[] {
  return classWeights === 'balanced' ? balancedWeights(counts()) : givenWeights(classWeights, labels)
}

/** The weight of a row that has these labels, by their indices: the mean of theirs, 1 without any. */
export function weightOfLabels(labels: readonly number[], ofLabel: readonly number[]): number {
  let sum = 0
  for (const label of labels) sum += ofLabel[label]!
  return labels.length === 0 ? 1 : sum / labels.length
}

/** Throws `INVALID_ARGUMENT` unless a weight is a finite number of 0 or more. */
export function assertWeight(weight: unknown, name: string): void {
  assertRange(name, weight, isWeight(weight), weightExpected)
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
  if (bad >= 0) assertWeight(weights[bad], `${name}[${bad}]`)
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

function labelCounts(targets: Int32Array, { type, labels }: TaskSpec): number[] {
  const counts = labels.map(() => 0)
  if (type === 'multi-label') for (const [at, value] of targets.entries()) counts[at % labels.length]! += value
  else for (const label of targets) counts[label]! += 1
  return counts
}

function balancedWeights(counts: readonly number[]): number[] {
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
    assertWeight(weight, `classWeights.${names[at]!}`)
    result[index] = weight
  }
  return result
}

/** Indices of what is 1. */
function trueLabels(truths: Int32Array): number[] {
  return [...truths.keys()].filter((label) => truths[label] !== 0)
}
