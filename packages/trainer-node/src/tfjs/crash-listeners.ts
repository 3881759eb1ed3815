/**
 * Does work, and then removes what began to listen for crashes of the process in the meantime. The runtime of the
 * WebAssembly backend does so, only to throw the same errors again: programs would end with other exit codes.
 */
export async function withoutCrashListeners<Result>(work: () => Promise<Result>): Promise<Result> {
  const exceptions = process.listeners('uncaughtException')
  const rejections = process.listeners('unhandledRejection')
  try {
    return await work()
  } finally {
    for (const listener of process.listeners('uncaughtException')) {
      if (!exceptions.includes(listener)) process.off('uncaughtException', listener)
    }
    for (const listener of process.listeners('unhandledRejection')) {
      if (!rejections.includes(listener)) process.off('unhandledRejection', listener)
    }
  }
}
