import type { Prediction } from '@wordloom/core'

/** From the page to the worker. */
export interface Question {
  readonly text: string
}

/** From the worker to the page. */
export type Answer =
  | { readonly type: 'prediction'; readonly text: string; readonly prediction: Prediction }
  | { readonly type: 'failure'; readonly message: string }
