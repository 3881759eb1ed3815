import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** An executable and its arguments. */
export interface Command {
  readonly executable: string
  readonly arguments: readonly string[]
}

const taskset = '/usr/bin/taskset'

/**
 * Keeps a process on the first cores of a larger machine, so that no contestant has helpers of which it does not tell.
 * Where there is no `taskset`, or no core more than that, the command stays as it is.
 */
export function onCores(command: Command, cores: number): Command {
  if (availableParallelism() <= cores || !existsSync(taskset)) return command
  const arguments_ = ['--cpu-list', `0-${cores - 1}`, command.executable, ...command.arguments]
  return { executable: taskset, arguments: arguments_ }
}
