import { controlDifference } from '../cases/control.js'
import type { ModelResult } from '../results/results.js'
import type { BuiltRuntime } from '../runtimes/runtime.js'
import type { PreparedModel } from './prepared-model.js'
import { readAnswers, type CaseAnswer } from './read-answers.js'

/** One model in one runtime: its result, and the version if the program tells it. */
export interface ModelRun {
  readonly result: ModelResult
  readonly version?: string
}

/** How near the control's difference has to be to what it was made. */
const controlTolerance = 1e-3

/** Runs a model's cases; whatever goes wrong is in the result. */
export async function runModel(runtime: BuiltRuntime, model: PreparedModel, withControl: boolean): Promise<ModelRun> {
  try {
    const { version, loadMilliseconds, cases } = readAnswers(await runtime.classify(model.folder), model.caseNames)
    const worst = worstOf(cases)
    const failures = [toleranceFailure(worst, model.tolerance), withControl && (await controlFailure(runtime, model))]
    const failure = failures.filter((text) => typeof text === 'string').join('; ')
    return {
      ...(version !== undefined && { version }),
      result: {
        model: model.name,
        // JSON has no NaN.
        ...(!Number.isNaN(worst.largestDifference) && { largestDifference: worst.largestDifference }),
        worstCase: worst.case,
        loadMilliseconds,
        ...(failure !== '' && { failure }),
      },
    }
  } catch (error) {
    return { result: { model: model.name, failure: messageOf(error) } }
  }
}

function worstOf(cases: readonly CaseAnswer[]): CaseAnswer {
  const [first, ...rest] = cases
  return rest.reduce((worst, next) => {
    return Number.isNaN(worst.largestDifference) || next.largestDifference <= worst.largestDifference ? worst : next
  }, first!)
}

function toleranceFailure({ case: name, largestDifference }: CaseAnswer, tolerance: number): string | undefined {
  // Not the other way round: a comparison with NaN is false.
  if (largestDifference <= tolerance) return undefined
  return `differs by ${largestDifference} in the case '${name}', more than ${tolerance}`
}

/** A program has to find what is wrong on purpose. */
async function controlFailure(runtime: BuiltRuntime, model: PreparedModel): Promise<string | undefined> {
  const { cases } = readAnswers(await runtime.classify(model.control), model.controlNames)
  const [shifted, notANumber] = cases
  const found = Math.abs(shifted!.largestDifference - controlDifference) <= controlTolerance
  if (found && Number.isNaN(notANumber!.largestDifference)) return undefined
  return `the program does not compare: it says ${shifted!.largestDifference} and ${notANumber!.largestDifference} of expectations that are off by ${controlDifference} and not a number`
}

/** On one line. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ')
}
