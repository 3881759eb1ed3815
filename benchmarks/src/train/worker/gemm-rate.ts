import { createRandom } from '@wordloom/core'
import { openGemm } from './kernels-under-test.js'
import type { GemmRateAnswer, GemmRateRequest } from './protocol.js'

/** Multiplies square matrices for some time. */
export async function gemmRate({ size, milliseconds }: GemmRateRequest): Promise<GemmRateAnswer> {
  const gemm = await openGemm()
  const [a, b, c] = [gemm.allocate(size * size), gemm.allocate(size * size), gemm.allocate(size * size)] as const
  const random = createRandom(1)
  for (const matrix of [a, b]) {
    for (let i = 0; i < size * size; i++) gemm.float32[matrix / 4 + i] = random.nextFloat() - 0.5
  }
  let best = Infinity
  for (const end = performance.now() + milliseconds; performance.now() < end;) {
    const started = performance.now()
    gemm.multiply(size, a, b, c)
    best = Math.min(best, performance.now() - started)
  }
  return { gigaflops: (2 * size ** 3) / best / 1e6 }
}
