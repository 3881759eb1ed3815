/** What work gives, or code and message of its error. */
export async function attempt(work: () => unknown): Promise<unknown> {
  try {
    const result = await work()
    return typeof result === 'object' && result !== null && 'predict' in result ? 'a classifier' : (result ?? 'done')
  } catch (error) {
    if (!(error instanceof Error)) return String(error)
    return 'code' in error ? { code: error.code, message: error.message } : { message: String(error) }
  }
}
