import { TrainingAbortedError, WordloomError } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { errorToExitCode } from '../src/index.js'

describe('errorToExitCode', () => {
  it.each([
    [new WordloomError('INVALID_ARGUMENT', 'x'), 2],
    [new WordloomError('ABORTED', 'x'), 130],
    [new TrainingAbortedError(undefined), 130],
    [new WordloomError('FILE_NOT_FOUND', 'x'), 1],
    [new TypeError('x'), 1],
    ['a string', 1],
  ])('should give %s the code %i', (error, code) => {
    expect(errorToExitCode(error)).toBe(code)
  })
})
