import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { WordloomError } from '@wordloom/core'
import { readError } from '@wordloom/datasets'
import { runTool } from './run-tool.js'
import { wheelPython, type TensorflowWheel } from './tensorflow-wheels.js'

/**
 * Has pip download a wheel into a folder: it knows index, proxies and certificates of this user.
 *
 * @returns the path of the file, which is not checked yet.
 * @throws WordloomError `OFFLINE`, `TOOL_MISSING`, `TOOL_FAILED`, `ABORTED`
 */
export async function downloadWheel(
  wheel: TensorflowWheel,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<string> {
  const byHand = `Or pass a copy of ${wheel.file} with --wheel.`
  if (!['', '0', 'false', undefined].includes(env['WORDLOOM_OFFLINE'])) {
    throw new WordloomError('OFFLINE', 'TensorFlow would have to be downloaded, and WORDLOOM_OFFLINE is set', {
      file: wheel.file,
      hint: `Unset it. ${byHand}`,
    })
  }
  const failure = `${wheel.name} ${wheel.version} could not be downloaded`
  try {
    await runTool({
      commands: ['python3', 'python'],
      argv: [
        ...['-m', 'pip', '--disable-pip-version-check', '--no-input', 'download', '--no-deps', '--no-cache-dir'],
        ...['--progress-bar', 'off', '--only-binary=:all:', '--implementation', 'cp', '--python-version', wheelPython],
        ...['--platform', wheel.platform, '--dest', folder, `${wheel.name}==${wheel.version}`],
      ],
      failure,
      missingHint: `Install Python 3 with pip. ${byHand}`,
      failureHint: `Read what pip said above. ${byHand}`,
      // What it unpacks on the way is gone with the folder, too.
      env: { ...env, TMPDIR: folder },
      signal,
    })
  } catch (error) {
    throw withoutPip(error, failure, byHand)
  }
  return join(folder, wheel.file)
}

/** Python without pip says so only in its output. */
function withoutPip(error: unknown, failure: string, byHand: string): unknown {
  if (!(error instanceof WordloomError) || !/No module named '?pip/.test(String(error.details.received))) return error
  return new WordloomError('TOOL_MISSING', `${failure}: Python is installed without pip`, {
    expected: 'python3 -m pip',
    hint: `Install pip (Debian: python3-pip; else: python3 -m ensurepip). ${byHand}`,
  })
}

/**
 * Makes sure that a wheel given by the user is a file.
 *
 * @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED`
 */
export async function assertWheelFile(path: string): Promise<void> {
  try {
    if ((await stat(path)).isFile()) return
  } catch (error) {
    throw readError(path, error)
  }
  throw new WordloomError('FILE_READ_FAILED', 'The wheel is not a file', { file: path })
}
