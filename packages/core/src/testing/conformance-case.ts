/**
 * One requirement of a contract. Suites are lists of these, so that any test runner can take them:
 *
 * ```ts no-run
 * for (const { name, run } of trainerConformance(() => nodeTrainer())) it(name, run)
 * ```
 */
export interface ConformanceCase {
  /** Begins with "should". */
  readonly name: string
  /** Resolves when the requirement holds, rejects with the reason when not. */
  run(): Promise<void>
}

/** Rejects with `message` unless the condition holds. */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** Rejects unless `work` rejects with one of the codes. */
export async function checkRejects(work: () => Promise<unknown>, ...codes: readonly string[]): Promise<unknown> {
  let error: unknown
  try {
    await work()
  } catch (caught) {
    error = caught
  }
  const code = error instanceof Error && 'code' in error ? error.code : error
  check(codes.includes(String(code)), `expected a WordloomError ${codes.join(' or ')}, received ${String(code)}`)
  return error
}
