import { isWordloomError } from '@wordloom/core'
import type { RuntimeResult } from '../results/results.js'
import type { BuildContext, BuiltRuntime, Runtime } from '../runtimes/runtime.js'
import type { PreparedModel } from './prepared-model.js'
import { messageOf, runModel, type ModelRun } from './run-model.js'

/** Codes that say that a runtime cannot be had on this machine. */
const missingCodes: readonly string[] = ['TOOL_MISSING', 'DEPENDENCY_MISSING']

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
    for (const [index, model] of models.entries()) {
      runs.push(await runModel(built, model, { differencePerPadding, withControl: index === 0 }))
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
