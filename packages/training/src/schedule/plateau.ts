/** What a plateau schedule remembers from epoch to epoch: plain JSON. */
export interface PlateauState {
  /** The learning rate of the next epoch. */
  readonly rate: number
  /** Lowest loss so far; absent before the first epoch has ended. */
  readonly best?: number
  /** Epochs without a better loss. */
  readonly waited: number
  /** Epochs left in which nothing is counted. */
  readonly cooldown: number
}

/** When the learning rate goes down, and how far. */
export interface PlateauOptions {
  readonly factor: number
  readonly patience: number
  readonly minimumChange: number
  readonly cooldown: number
  readonly minimum: number
}

/**
 * The state after an epoch, by the rules of Keras' `ReduceLROnPlateau`: a loss is better when it is lower than the best by
 * more than `minimumChange`; after `patience` epochs without one the rate is multiplied by `factor`, though not below
 * `minimum`, and nothing counts for `cooldown` epochs.
 *
 * @see https://keras.io/api/callbacks/reduce_lr_on_plateau/
 */
export function afterEpoch(state: PlateauState, loss: number, options: PlateauOptions): PlateauState {
  const { factor, patience, minimumChange, minimum } = options
  const cooldown = Math.max(state.cooldown - 1, 0)
  const waitedBefore = state.cooldown > 0 ? 0 : state.waited
  if (state.best === undefined || loss < state.best - minimumChange) {
    return { rate: state.rate, best: loss, waited: 0, cooldown }
  }
  const { rate, best } = state
  if (cooldown > 0) return { rate, best, waited: waitedBefore, cooldown }
  const waited = waitedBefore + 1
  if (waited < patience || rate <= minimum) return { rate, best, waited, cooldown }
  return { rate: Math.max(rate * factor, minimum), best, waited: 0, cooldown: options.cooldown }
}
