import { createRandom, type TrainingEvent } from '@wordloom/core'
import { expect, it } from 'vitest'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { trainClassifier } from '../src/train-classifier.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Every WebAssembly memory that was made from now on. */
function watchMemories(): { bytes(): number; stop(): void } {
  const memories: WebAssembly.Memory[] = []
  const original = WebAssembly.Memory
  WebAssembly.Memory = class extends original {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor)
      memories.push(this)
    }
  }
  return {
    bytes: () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    stop: () => void (WebAssembly.Memory = original),
  }
}

it('should not grow over 10,000 steps', { timeout: 600_000 }, async () => {
  const memories = watchMemories()
  const random = createRandom(1)
  // Lengths differ, so that batches have many shapes.
  const texts = Array.from({ length: 800 }, () =>
    Array.from({ length: 1 + random.nextInteger(40) }, () => `w${random.nextInteger(500)}`).join(' '),
  )
  const measured: Record<number, { resident: number; wasm: number; heap: number }> = {}
  let steps = 0
  const onEvent = ({ type }: TrainingEvent): void => {
    if (type !== 'step' || ++steps % 1000 !== 0) return
    collectGarbage()
    const { rss, heapUsed } = process.memoryUsage()
    measured[steps] = { resident: rss, wasm: memories.bytes(), heap: heapUsed }
  }
  const classifier = await trainClassifier({
    texts,
    labels: texts.map((_, row) => (row % 2 === 0 ? 'even' : 'odd')),
    validation: 0,
    epochs: 100,
    batchSize: 8,
    patience: Infinity,
    model: { embedding: { dimension: 16 }, encoder: { units: 16 }, hidden: { units: 16 } },
    onEvent,
  })
  memories.stop()
  classifier.dispose()

  expect(steps).toBe(10_000)
  const [early, late] = [measured[1000]!, measured[10_000]!]
  const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)
  process.stdout.write(
    `MiB at step 1,000 and 10,000: resident ${mebibytes(early.resident)}, ${mebibytes(late.resident)}; ` +
      `WebAssembly ${mebibytes(early.wasm)}, ${mebibytes(late.wasm)}; heap ${mebibytes(early.heap)}, ${mebibytes(late.heap)}\n`,
  )
  expect(early.wasm).toBeGreaterThan(0)
  expect(late.wasm).toBe(early.wasm)
  expect(late.heap - early.heap).toBeLessThan(2 * 2 ** 20)
  expect(late.resident - early.resident).toBeLessThan(16 * 2 ** 20)
})
