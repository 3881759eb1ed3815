import { createInterface } from 'node:readline'

/** Answers of a worker by method. */
export type RequestHandlers = Readonly<Record<string, (params: never) => unknown>>

/** The worker's side of `startWorker`, for workers in TypeScript: returns when the input has ended. */
export async function serveRequests(handlers: RequestHandlers): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line) as { id: number; method: string; params: never }
    process.stdout.write(`${JSON.stringify({ id, ...(await answer(handlers[method], method, params)) })}\n`)
  }
}

async function answer(
  handler: RequestHandlers[string] | undefined,
  method: string,
  params: never,
): Promise<{ result: unknown } | { error: string }> {
  if (handler === undefined) return { error: `No such method: ${method}` }
  try {
    return { result: (await handler(params)) ?? null }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
