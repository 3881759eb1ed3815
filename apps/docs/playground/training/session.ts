import type { LabeledRows } from '../data/labeled-rows.js'
import type { InitialVectors } from '../vectors/initial-vectors.js'
import type { Settings } from './settings.js'

/** All that a training is made of: with it, a page that was reloaded goes on. */
export interface Session {
  /** Name of the data, for people. */
  readonly name: string
  readonly rows: LabeledRows
  readonly settings: Settings
  /** Absent for random vectors. */
  readonly vectors?: InitialVectors | undefined
}
