import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { WordloomError, type WorkOptions } from '@wordloom/core'
import { readError } from '@wordloom/datasets'
import { interrupted } from './failures.js'
import type { TensorflowWheel } from './tensorflow-wheels.js'

/** A wheel on disk. */
export interface WheelFile {
  readonly path: string
  /** Whether pip brought it, rather than the user. */
  readonly isDownloaded: boolean
}

/**
 * Compares a wheel with its committed hash.
 *
 * @throws WordloomError `DOWNLOAD_CORRUPT` for what pip brought, `INVALID_ARGUMENT` for what the user gave,
 * `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `ABORTED`
 */
export async function checkWheel(
  { path, isDownloaded }: WheelFile,
  wheel: TensorflowWheel,
  { signal, onProgress }: WorkOptions = {},
): Promise<void> {
  const hash = createHash('sha256')
  let done = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Uint8Array>) {
      if (signal?.aborted === true) throw interrupted()
      hash.update(chunk)
      done += chunk.length
      onProgress?.({ done, total: wheel.size })
    }
  } catch (error) {
    throw error instanceof WordloomError ? error : readError(path, error)
  }
  const found = hash.digest('hex')
  if (found === wheel.sha256) return
  const received = `SHA-256 ${found}, ${done} bytes`
  const expected = `SHA-256 ${wheel.sha256}, ${wheel.size} bytes`
  if (isDownloaded) {
    throw new WordloomError('DOWNLOAD_CORRUPT', 'What pip brought is not the file that was asked for', {
      file: wheel.file,
      expected,
      received,
      hint: 'Try again; a mirror or proxy may have a damaged copy, or another build under the same name.',
    })
  }
  throw new WordloomError('INVALID_ARGUMENT', `The file of --wheel is not ${wheel.file}`, {
    file: path,
    expected,
    received,
    hint: `Download it again: pip download --no-deps --platform ${wheel.platform} --only-binary=:all: ${wheel.name}==${wheel.version}`,
  })
}
