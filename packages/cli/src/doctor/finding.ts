/** What was found out about one thing that this machine may offer. */
export interface Finding {
  /** A stable name for programs: `node`, `simd`, `onnxruntime-node`, … */
  readonly name: string
  /**
   * `ok`: it is there. `limited`: something optional is missing or slow, with its consequence. `failed`: the command cannot
   * train without it.
   */
  readonly status: 'ok' | 'limited' | 'failed'
  /** What is there, or why it is not. */
  readonly found: string
  /** What does not work, or works less well; only where something is missing. */
  readonly consequence?: string
  /** What to do about it; only where something is missing. */
  readonly remedy?: string
}

/** What is missing, and what that means. */
export type Shortcoming = Required<Omit<Finding, 'name' | 'status'>>

/** A finding that something is there. */
export function ok(name: string, found: string): Finding {
  return { name, status: 'ok', found }
}

/** A finding that something optional is not there. */
export function limited(name: string, shortcoming: Shortcoming): Finding {
  return { name, status: 'limited', ...shortcoming }
}

/** A finding that something indispensable is not there. */
export function failed(name: string, shortcoming: Shortcoming): Finding {
  return { name, status: 'failed', ...shortcoming }
}
