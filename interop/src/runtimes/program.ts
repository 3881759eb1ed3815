import type { BuiltRuntime } from './runtime.js'
import { runTool, type RunToolOptions } from './run-tool.js'

/** Longer than the slowest program takes for the largest model, many times over. */
const programTimeout = 3 * 60_000

type Command = readonly [tool: string, ...parameters: string[]]

/** What a program is started with, and what is known of its runtime. */
export interface ProgramOptions extends Pick<RunToolOptions, 'env'>, Pick<BuiltRuntime, 'version' | 'host'> {
  /** The command for strings, where it is another one. */
  readonly forStrings?: Command
}

/** A runtime whose program is a process of its own, started anew for each folder: `command … FOLDER`. */
export function program(forIds: Command, options: ProgramOptions = {}): BuiltRuntime {
  const { env, forStrings = forIds, ...identity } = options
  return {
    ...identity,
    async classify(folder, values) {
      const [tool, ...parameters] = values === 'ids' ? forIds : forStrings
      const output = await runTool(tool, [...parameters, folder], { ...(env && { env }), timeout: programTimeout })
      return output.split('\n').filter((line) => line.startsWith('{'))
    },
  }
}
