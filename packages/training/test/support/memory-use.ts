import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes that JavaScript holds after the garbage was collected, those of buffers and WebAssembly included. */
export async function bytesInUse(): Promise<number> {
  // Finalizers run in a turn of their own, and may let go of more.
  for (let round = 0; round < 3; round++) {
    collectGarbage()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Counts objects that the garbage collector has not taken yet. */
export function createAliveCount(): { watch(value: object): void; count(): number } {
  let alive = 0
  const registry = new FinalizationRegistry(() => void (alive -= 1))
  return {
    watch(value) {
      alive += 1
      registry.register(value, undefined)
    },
    count: () => alive,
  }
}
