import '@tensorflow/tfjs-backend-webgl'
import '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import type { ConformanceCase } from '@wordloom/core/testing'
import { engineCases } from './engine-cases.js'
import { tolerances } from './tolerances.js'

const cases = new Map<string, ConformanceCase>()

/** What the page can be asked to do; arguments and results are JSON. */
const tasks = {
  /** Sets a backend and fetches the traces; gives the names of the cases, or nothing where there is no such backend. */
  async load({
    backend,
    traces,
    runs,
  }: {
    backend: 'webgl' | 'webgpu'
    traces: string[]
    runs: number
  }): Promise<string[]> {
    // WebGL would be content with half floats.
    if (!(await tf.setBackend(backend).catch(() => false))) return []
    await tf.ready()
    const files = await Promise.all(
      traces.map(async (name) => [name, new Uint8Array(await (await fetch(`/traces/${name}`)).arrayBuffer())] as const),
    )
    const list = engineCases(tf, { traces: new Map(files), tolerance: tolerances[backend], runs, steps: 3 })
    for (const one of list) cases.set(one.name, one)
    return list.map(({ name }) => name)
  },

  async run(name: string): Promise<void> {
    await cases.get(name)!.run()
  },
}

/** Names of the functions that the tests may call. */
export type PageTasks = typeof tasks

Object.assign(globalThis, { tasks })
