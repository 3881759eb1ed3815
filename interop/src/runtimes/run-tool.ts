import { execFile } from 'node:child_process'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { WordloomError } from '@wordloom/core'

/** How a tool is started. */
export interface RunToolOptions {
  readonly cwd?: string
  /** Beside the variables of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** What it means when the tool ends with an error. @defaultValue 'TOOL_FAILED' */
  readonly failure?: 'DEPENDENCY_MISSING' | 'TOOL_FAILED'
  /** Milliseconds. @defaultValue 15 minutes */
  readonly timeout?: number
}

/** Enough of a tool's complaints to see what is wrong. */
const keptErrorCharacters = 600
const defaultTimeout = 15 * 60_000

/**
 * What a tool prints.
 *
 * @throws WordloomError `TOOL_MISSING` when it is not installed, or with the code given when it fails or takes too long.
 */
export async function runTool(
  tool: string,
  parameters: readonly string[],
  options: RunToolOptions = {},
): Promise<string> {
  const { cwd, failure = 'TOOL_FAILED', timeout = defaultTimeout } = options
  const env = { ...process.env, ...options.env }
  try {
    const { stdout } = await promisify(execFile)(tool, parameters, { cwd, env, timeout, maxBuffer: 2 ** 26 })
    return stdout
  } catch (cause) {
    throw failureOf(basename(tool), cause, failure)
  }
}

function failureOf(tool: string, cause: unknown, code: string): WordloomError {
  const { message, stdout, stderr, code: reason, killed, signal } = cause as FailedProcess
  if (reason === 'ENOENT') {
    return new WordloomError('TOOL_MISSING', `'${tool}' is not installed`, { name: tool, cause })
  }
  const said = stderr?.trim() || stdout?.trim() || message
  const end = killed === true ? 'took too long' : signal ? `was ended by ${signal}` : 'ended with an error'
  return new WordloomError(code, `'${tool}' ${end}`, { name: tool, received: said.slice(-keptErrorCharacters), cause })
}

interface FailedProcess extends Error {
  readonly stdout?: string
  readonly stderr?: string
  readonly code?: string | number
  readonly killed?: boolean
  readonly signal?: string | null
}
