import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { WordloomError } from '@wordloom/core'

const execute = promisify(execFile)

/** A virtual environment to be. */
export interface PythonEnvironmentOptions {
  /** For messages. */
  readonly name: string
  /** A file as pip reads it. */
  readonly requirements: string
  /** Where the environment goes. */
  readonly folder: string
  /** The interpreter to make it with. */
  readonly python: string
  /** Called before an installation, which may take minutes. */
  readonly onProgress?: (text: string) => void
}

const stampName = 'requirements.sha256'
/** Enough of pip's complaints to see what is wrong. */
const keptErrorCharacters = 400

/**
 * Gives the interpreter of a virtual environment that has what a file requires. It is made when there is none, and made
 * anew when the requirements or the version of Python have changed.
 *
 * @throws WordloomError `DEPENDENCY_MISSING` when there is no Python or the installation failed; nothing is left then.
 */
export async function pythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  const { name, requirements, folder, python, onProgress } = options
  const version = await run(name, python, ['--version'])
  const stamp = createHash('sha256')
    .update(version)
    .update(await readFile(requirements))
    .digest('hex')
  const interpreter = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const stampFile = join(folder, stampName)
  if (existsSync(interpreter) && existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) {
    return interpreter
  }
  onProgress?.(`installing ${name}, which may take some minutes`)
  await rm(folder, { recursive: true, force: true })
  try {
    await run(name, python, ['-m', 'venv', folder])
    await run(name, interpreter, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements])
    await writeFile(stampFile, stamp)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return interpreter
}

async function run(name: string, executable: string, parameters: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute(executable, parameters, { maxBuffer: 2 ** 26 })
    return stdout
  } catch (cause) {
    const { message, stderr } = cause as Error & { readonly stderr?: string }
    throw new WordloomError('DEPENDENCY_MISSING', `'${name}' is not installed`, {
      received: (stderr?.trim() || message).slice(-keptErrorCharacters),
      hint: 'Python 3.11 or later is needed; WORDLOOM_BENCHMARK_PYTHON names another one than python3.',
      cause,
    })
  }
}
