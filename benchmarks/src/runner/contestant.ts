/** One that takes part in a case: Wordloom, a peer, or one of them in another way of use. */
export interface Contestant {
  /** Unique within a case; the key of its figures in the JSON report. */
  readonly name: string
  /**
   * Once its rounds have taken so long together, it sits the others out: for contestants that take seconds a round.
   * @defaultValue it takes part in all rounds
   */
  readonly budgetMilliseconds?: number
  /**
   * Gets ready, warm-up included. What it throws is the reason why the contestant is reported as missing.
   */
  start(): Promise<StartedContestant>
}

/** A contestant that waits for its rounds. */
export interface StartedContestant {
  /** What made its figures: names and versions of frameworks. */
  readonly versions?: Readonly<Record<string, string>>
  /** Runs one round and measures it, in the unit of the case. */
  round(): Promise<number>
  /** Facts beside the figure of the case, after the last round: losses, rates. Numbers that a reader may check. */
  facts?(): Readonly<Record<string, number>>
  stop(): Promise<void>
}
