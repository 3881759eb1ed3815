import { isWordloomError } from '@wordloom/core'
import type { RuntimeResult } from '../results/results.js'
import type { BuildContext, BuiltRuntime, Runtime } from '../runtimes/runtime.js'
import type { PreparedModel } from './prepared-model.js'
import { messageOf, runModel, type ModelRun } from './run-model.js'

/** Codes that say that a runtime cannot be had on this machine. */
export const missingCodes: readonly string[] = ['TOOL_MISSING', 'DEPENDENCY_MISSING']

/** Builds one runtime and runs all models in it; whatever goes wrong is in the result. */
export async function runRuntime(
  runtime: Runtime,
  models: readonly PreparedModel[],
  context: BuildContext,
): Promise<RuntimeResult> {
  const { name, title, differencePerPadding = 0 } = runtime
  const identity = { name, title, ...(differencePerPadding > 0 && { differencePerPadding }) }
  let built: BuiltRuntime
  try {
    built = await runtime.build(context)
  } catch (error) {
    if (isWordloomError(error) && missingCodes.includes(error.code)) {
      return { ...identity, missing: messageOf(error), models: [] }
    }
    return { ...identity, models: models.map(({ name: model }) => ({ model, failure: messageOf(error) })) }
  }
  try {
    const runs: ModelRun[] = []
    const lacks = { ...runtime.lacks, ...built.lacks }
    const controlled = new Set<string>()
    for (const model of models) {
      const lack = model.needs.map((need) => lacks[need]).find((reason) => reason !== undefined)
      if (lack !== undefined && model.needs.includes('strings') && lacks.strings !== undefined) {
        // There is no program to try it with.
        runs.push({ result: { model: model.name, lack } })
        continue
      }
      const withControl = lack === undefined && !controlled.has(model.values)
      if (withControl) controlled.add(model.values)
      const run = await runModel(built, model, { differencePerPadding, withControl })
      runs.push(lack === undefined ? run : expectedToFail(run, lack))
    }
    const version = runs.find((run) => run.version !== undefined)?.version ?? built.version
    return {
      ...identity,
      ...(version !== undefined && { version }),
      ...(built.host !== undefined && { host: built.host }),
      models: runs.map(({ result }) => result),
    }
  } finally {
    await built.close?.()
  }
}

/** A lack is tried, too: that a runtime has learnt something is to be noticed. */
function expectedToFail({ result }: ModelRun, lack: string): ModelRun {
  const { model, failure } = result
  if (failure !== undefined) return { result: { model, lack } }
  return { result: { ...result, failure: `answers rightly, though it is said to lack something: ${lack}` } }
}
