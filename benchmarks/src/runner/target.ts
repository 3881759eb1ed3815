/** What a figure or a ratio ought to reach. */
export type Target = { readonly atLeast: number } | { readonly atMost: number }

/** Whether a value reaches a target. */
export function reaches(target: Target, value: number): boolean {
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost
}

/** A target as people read it. */
export function describeTarget(target: Target): string {
  return 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`
}

/** The first version of Node whose engine fuses and schedules vectors well enough for the higher targets. */
const newerNode = 24

/** A target that depends on the Node that runs: `newer` from Node 24 on. */
export function byNode(
  newer: number,
  older: number,
  nodeVersion: string = process.versions.node,
): { readonly atLeast: number } {
  return { atLeast: Number.parseInt(nodeVersion, 10) >= newerNode ? newer : older }
}
