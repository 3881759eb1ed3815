import type { BuiltRuntime } from './runtime.js'
import { runTool, type RunToolOptions } from './run-tool.js'

/** Longer than the slowest program takes for the largest model, many times over. */
const programTimeout = 3 * 60_000

/** A runtime whose program is a process of its own, started anew for each folder: `command … FOLDER`. */
export function program(
  command: readonly [tool: string, ...parameters: string[]],
  options: Pick<RunToolOptions, 'env'> & Pick<BuiltRuntime, 'version' | 'host'> = {},
): BuiltRuntime {
  const [tool, ...parameters] = command
  const { env, ...identity } = options
  return {
    ...identity,
    async classify(folder) {
      const output = await runTool(tool, [...parameters, folder], { ...(env && { env }), timeout: programTimeout })
      return output.split('\n').filter((line) => line.startsWith('{'))
    },
  }
}
