/** Keras' names of what optimizers keep of every weight. */
export type SlotName = 'momentum' | 'velocity' | 'average_gradient'

/** What is special to one kind of optimizer: its kernels (see assembly/table-update.ts for what they take), their settings, and what it keeps. */
export interface UpdateRule {
  /** What the kernels take as `slot0`, `slot1` and `slot2`. */
  readonly slots: readonly [SlotName?, SlotName?, SlotName?]
  /** Number of float32 that the kernels take as their settings. */
  readonly settingsCount: number
  /**
   * Whether a weight without a gradient may move or its slots may change, so that dense updates have to visit all rows of
   * a table.
   */
  readonly movesWithoutGradient: boolean
  /** Kinds of tasks: a step on a run of elements, on chosen rows of a table, on a run of all its rows. */
  readonly update: number
  readonly updateRows: number
  readonly updateTable: number
  /** Back to before the first step. */
  restart(): void
  /** Counts a step. */
  advance(): void
  /**
   * Writes the settings of the present step.
   *
   * @param memory - of the kernels
   * @param at - index of the first setting
   * @param gradientScale - factor of every gradient
   */
  writeSettings(memory: Float32Array, at: number, learningRate: number, gradientScale: number): void
}
