import type { ErrorCode } from './error-codes.js'

const documentation = 'https://wordloom.github.io/wordloom/'

/** Where and how something went wrong, for programs; the message says the same to people. */
export interface ErrorDetails {
  /** File path or name, URL, or name of the input. */
  readonly file?: string
  /** Line, counted from 1. */
  readonly line?: number
  /** Byte offset, counted from 0. */
  readonly byte?: number
  /** Name of a tensor, field, option or column. */
  readonly name?: string
  /** What would have been right. */
  readonly expected?: string | number
  /** What was there instead. */
  readonly received?: string | number
  /** What to do about it: a full sentence. */
  readonly hint?: string
  /** Address of a page about it: a plugin with codes of its own says here where it explains them. */
  readonly page?: string
  /** The error underneath. */
  readonly cause?: unknown
}

/**
 * The one error a user of Wordloom can cause: a stable {@link WordloomError.code | code}, the place, and what to do.
 *
 * The message is composed as `what (where): expected …, received …. What to do.`
 */
export class WordloomError extends Error {
  /** The name of the class. */
  override readonly name: string = 'WordloomError'
  /** Stable across releases; listed in `errorCodes`. */
  readonly code: ErrorCode
  /** Where and how it went wrong, for programs. */
  readonly details: ErrorDetails
  /**
   * Address of the page that says what the code means, why it happens and what to do. It is no part of the message: the
   * command prints it below, and Node shows it with an error that nobody catches.
   *
   * @defaultValue the page of the code in the documentation of Wordloom
   */
  readonly page: string

  constructor(code: ErrorCode, what: string, details: ErrorDetails = {}) {
    super(composeMessage(what, details), details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.details = details
    this.page = details.page ?? `${documentation}errors/${code}.html`
  }
}

/** Tells a {@link WordloomError} from any other value, also across copies of this package. */
export function isWordloomError(value: unknown): value is WordloomError {
  return value instanceof Error && 'code' in value && 'details' in value && value.name.endsWith('Error')
}

function composeMessage(what: string, details: ErrorDetails): string {
  const place = [
    details.file,
    details.line === undefined ? undefined : `line ${details.line}`,
    details.byte === undefined ? undefined : `byte ${details.byte}`,
    details.name,
  ].filter((part) => part !== undefined)
  const difference = [
    details.expected === undefined ? undefined : `expected ${details.expected}`,
    details.received === undefined ? undefined : `received ${details.received}`,
  ].filter((part) => part !== undefined)
  let message = what
  if (place.length > 0) message += ` (${place.join(', ')})`
  if (difference.length > 0) message += `: ${difference.join(', ')}`
  if (!message.endsWith('.')) message += '.'
  return details.hint === undefined ? message : `${message} ${details.hint}`
}
