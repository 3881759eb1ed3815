import { describe, it } from 'vitest'
import { engineCases, type TestedTfjs } from './engine-cases.js'
import { readKerasTraces } from '../../../../reference/keras/keras-traces.js'
import type { BackendTolerance } from './tolerances.js'

/**
 * Runs {@link engineCases} over all traces, one test each.
 *
 * @param load - sets the backend and gives the namespace
 */
export function describeEngine(backend: string, load: () => Promise<TestedTfjs>, tolerance: BackendTolerance): void {
  const traces = readKerasTraces()
  describe(`the engine on the ${backend} backend`, async () => {
    const tf = await load()
    for (const { name, run } of engineCases(tf, { traces, tolerance })) it(name, run)
  })
}
