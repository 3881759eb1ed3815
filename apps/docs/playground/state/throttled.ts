/**
 * Passes values on at most so often: steps come by the hundred a second, and a plot is drawn for people. `flush` passes the
 * last one on at once.
 */
export function throttled<Value>(
  milliseconds: number,
  pass: (value: Value) => void,
): { put(value: Value): void; flush(): void } {
  let waiting: { readonly value: Value } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (waiting !== undefined) pass(waiting.value)
    waiting = undefined
  }
  return {
    put(value) {
      waiting = { value }
      timer ??= setTimeout(flush, milliseconds)
    },
    flush,
  }
}
