import { isWordloomError, TrainingAbortedError, WordloomError, type ErrorDetails } from '@wordloom/core'
import { TrainingDivergedError, type Divergence } from '@wordloom/training'
import { sendModel, receiveModel, type SentModel } from './sent-model.js'

/** What went wrong in the worker. A cause is sent as its name and message: it may hold things that cannot be sent. */
export type SentFailure =
  | { readonly type: 'aborted' }
  | { readonly type: 'diverged'; readonly divergence: Omit<Divergence, 'model'>; readonly model?: SentModel }
  | {
      readonly type: 'wordloom'
      readonly code: string
      readonly message: string
      readonly details: Omit<ErrorDetails, 'cause'>
      readonly cause?: string
    }
  /** What code of the page threw when the worker asked it: the page has the error itself. */
  | { readonly type: 'page' }
  | { readonly type: 'other'; readonly name: string; readonly message: string; readonly stack?: string }

/** Stands in the worker for an error of the page. */
export class PageError extends Error {
  override readonly name: string = 'PageError'
}

export function sendFailure(error: unknown): SentFailure {
  if (error instanceof PageError) return { type: 'page' }
  if (error instanceof TrainingAbortedError) return { type: 'aborted' }
  if (error instanceof TrainingDivergedError) {
    const { model, ...divergence } = error.divergence
    return { type: 'diverged', divergence, ...(model && { model: sendModel(model) }) }
  }
  if (isWordloomError(error)) {
    const { cause, ...details } = error.details
    const { code, message } = error
    return { type: 'wordloom', code, message, details, ...(cause !== undefined && { cause: String(cause) }) }
  }
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return { type: 'other', name, message, ...(stack !== undefined && { stack }) }
}

/** The error that the worker's caller would have got. An aborted training and an error of the page are the caller's to make. */
export function receiveFailure(failure: Exclude<SentFailure, { readonly type: 'aborted' | 'page' }>): Error {
  switch (failure.type) {
    case 'wordloom':
      return new WorkerError(failure)
    case 'diverged':
      return new TrainingDivergedError({
        ...failure.divergence,
        ...(failure.model && { model: receiveModel(failure.model) }),
      })
    case 'other': {
      const error = new Error(failure.message)
      error.name = failure.name
      if (failure.stack !== undefined) error.stack = failure.stack
      return error
    }
  }
}

/** A {@link WordloomError} as it was in the worker, message and details included. */
class WorkerError extends WordloomError {
  override readonly details: ErrorDetails

  constructor({ code, message, details, cause }: Extract<SentFailure, { readonly type: 'wordloom' }>) {
    super(code, message, cause === undefined ? {} : { cause })
    this.details = { ...details, ...(cause !== undefined && { cause }) }
  }
}
