import { WordloomError } from '@wordloom/core'

const switchedOff = 'Storage may be switched off for this site, as in some private windows.'

/** Does something that reads what is stored, and says what went wrong. */
export async function reading<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof WordloomError) throw cause
    throw new WordloomError('FILE_READ_FAILED', 'The browser does not give what it stored', {
      file,
      hint: switchedOff,
      cause,
    })
  }
}

/** Does something that writes what is to be stored, and says what went wrong. */
export async function writing<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof WordloomError) throw cause
    const isFull = cause instanceof Error && cause.name === 'QuotaExceededError'
    throw new WordloomError(
      'FILE_WRITE_FAILED',
      isFull ? 'The browser gives this site no more room' : 'The browser does not store the files',
      {
        file,
        hint: isFull
          ? 'Remove other models or vectors, free some of the disk, or ask for more with navigator.storage.persist().'
          : switchedOff,
        cause,
      },
    )
  }
}

/** Throws `FILE_NOT_FOUND`. */
export function missing(file: string): never {
  throw new WordloomError('FILE_NOT_FOUND', 'Nothing of this name is stored', {
    file,
    hint: 'Browsers remove files of sites that are not visited for long.',
  })
}

export function taken(file: string): WordloomError {
  return new WordloomError('FILE_EXISTS', 'Something of this name is stored', {
    file,
    hint: 'Choose another name, or allow overwriting (option `overwrite`).',
  })
}
