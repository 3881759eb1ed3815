import { controlDifference } from '../cases/control.js'
import type { ModelResult } from '../results/results.js'
import type { BuiltRuntime } from '../runtimes/runtime.js'
import type { PreparedModel } from './prepared-model.js'
import { readAnswers, type CaseAnswer } from './read-answers.js'

/** How a model is run. */
export interface RunModelOptions {
  /** Beyond the model's tolerance, for each id of padding in a row. */
  readonly differencePerPadding: number
  /** Whether the program has to show that it finds what is wrong on purpose. */
  readonly withControl: boolean
}

/** One model in one runtime: its result, and the version if the program tells it. */
export interface ModelRun {
  readonly result: ModelResult
  readonly version?: string
}

/** How near the control's difference has to be to what it was made. */
const controlTolerance = 1e-3

/** Runs a model's cases; whatever goes wrong is in the result. */
export async function runModel(
  runtime: BuiltRuntime,
  model: PreparedModel,
  { differencePerPadding, withControl }: RunModelOptions,
): Promise<ModelRun> {
  try {
    const { version, loadMilliseconds, cases } = readAnswers(
      await runtime.classify(model.folder, model.values),
      namesOf(model.cases),
    )
    const worst = worstOf(cases)
    const failures = cases.flatMap((answer, index) => {
      return toleranceFailure(answer, model.tolerance + differencePerPadding * model.cases[index]!.padding)
    })
    if (withControl) failures.push(...(await controlFailure(runtime, model)))
    return {
      ...(version !== undefined && { version }),
      result: {
        model: model.name,
        // JSON has no NaN.
        ...(!Number.isNaN(worst.largestDifference) && { largestDifference: worst.largestDifference }),
        worstCase: worst.case,
        loadMilliseconds,
        ...(failures.length > 0 && { failure: failures.join('; ') }),
      },
    }
  } catch (error) {
    return { result: { model: model.name, failure: messageOf(error) } }
  }
}

function namesOf(cases: PreparedModel['cases']): string[] {
  return cases.map(({ name }) => name)
}

function worstOf(cases: readonly CaseAnswer[]): CaseAnswer {
  return cases.reduce((worst, next) => {
    return Number.isNaN(worst.largestDifference) || next.largestDifference <= worst.largestDifference ? worst : next
  })
}

function toleranceFailure({ case: name, largestDifference }: CaseAnswer, tolerance: number): string[] {
  // Not the other way round: a comparison with NaN is false.
  if (largestDifference <= tolerance) return []
  return [`differs by ${largestDifference} in the case '${name}', more than ${tolerance}`]
}

async function controlFailure(runtime: BuiltRuntime, model: PreparedModel): Promise<string[]> {
  const { cases } = readAnswers(await runtime.classify(model.control, model.values), namesOf(model.controlCases))
  const [shifted, notANumber] = cases.map(({ largestDifference }) => largestDifference)
  if (Math.abs(shifted! - controlDifference) <= controlTolerance && Number.isNaN(notANumber)) return []
  return [
    `the program does not compare: it says ${shifted} and ${notANumber} of expectations that are off by ${controlDifference} and not a number`,
  ]
}

/** On one line. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ')
}
