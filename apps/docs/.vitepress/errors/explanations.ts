import type { errorCodes } from '@wordloom/core'
import { environment } from './environment.js'
import type { Explanation } from './explanation.js'
import { files } from './files.js'
import { models } from './models.js'
import { training } from './training.js'
import { vectors } from './vectors.js'

/** Every code has one: the compiler sees to it. */
export const explanations: Readonly<Record<keyof typeof errorCodes, Explanation>> = {
  ...files,
  ...vectors,
  ...models,
  ...training,
  ...environment,
}
