import type { ErrorDetails } from '@wordloom/core'

/** What the page of a code tells beside the meaning of the code. All texts are Markdown. */
export interface Explanation {
  /** What usually lies behind it, the likeliest first. */
  readonly causes: readonly string[]
  /** What to do, in the order in which to try it. */
  readonly remedies: readonly string[]
  /** An error as it is thrown somewhere in the packages; ⟨…⟩ stand around what is filled in when it is thrown. */
  readonly example: readonly [what: string, details: ErrorDetails]
}
