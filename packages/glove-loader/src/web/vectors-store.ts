import { WordloomError } from '@wordloom/core'

/** A file that a store holds. */
export interface StoredFile {
  /** Under which it is kept. */
  readonly name: string
  /** Bytes. */
  readonly size: number
}

/** Where a page keeps files of vectors. What one page of a site writes, the others see. */
export interface VectorsStore {
  /** The files that are there as a whole, by name. */
  list(): Promise<StoredFile[]>
  /** Whether there is a file of this name. */
  has(name: string): Promise<boolean>
  /** A file, whose bytes stay where they are until they are read. Throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED`. */
  read(name: string): Promise<Blob>
  /**
   * Writes a file, in place of one of that name. Nothing is there under the name before all of it is; when `bytes` throws,
   * that error is thrown and nothing is kept.
   *
   * @throws WordloomError `FILE_WRITE_FAILED`, `INVALID_ARGUMENT` for a name with a slash or with `.part` in it
   */
  write(name: string, bytes: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>): Promise<void>
  /** Removes a file; it is fine when there is none. Throws WordloomError `FILE_WRITE_FAILED`. */
  remove(name: string): Promise<void>
}

/** Ends the names of files that are being written. */
export const partSuffix = '.part'

/** Whether a name is one of a file that is being written, or of what a browser keeps beside it meanwhile. */
export function isPart(name: string): boolean {
  return /\.part(\.|$)/.test(name)
}

/** Throws `INVALID_ARGUMENT` for what cannot be the name of a stored file. */
export function assertFileName(name: string): void {
  if (name !== '' && !/[/\\]/.test(name) && name !== '.' && name !== '..' && !isPart(name)) return
  throw new WordloomError('INVALID_ARGUMENT', 'A stored file has a plain name', {
    name: 'name',
    expected: `no slashes, and no ${partSuffix} in it`,
    received: JSON.stringify(name),
  })
}

/** Does something of a store that writes, and says what went wrong. */
export async function writing<Result>(file: string, work: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    const isFull = cause instanceof Error && cause.name === 'QuotaExceededError'
    throw new WordloomError(
      'FILE_WRITE_FAILED',
      isFull ? 'The browser gives this site no more room' : 'The browser does not store the file',
      {
        file,
        hint: isFull
          ? 'Remove other vectors, use a smaller set, free some of the disk, or ask for more with navigator.storage.persist().'
          : 'Storage may be switched off for this site, as in some private windows.',
        cause,
      },
    )
  }
}

/** Does something of a store that reads, and says what went wrong. */
export async function reading<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof WordloomError) throw cause
    throw new WordloomError('FILE_READ_FAILED', 'The browser does not give what it stored', {
      file,
      hint: 'Storage may be switched off for this site, as in some private windows.',
      cause,
    })
  }
}

export function notStored(file: string): WordloomError {
  return new WordloomError('FILE_NOT_FOUND', 'No such file is stored', {
    file,
    hint: 'Get it with downloadVectors() first; browsers remove files of sites that are not visited for long.',
  })
}
