import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { readEngineTrace } from '@wordloom/core/testing'
import { expect, it } from 'vitest'
import { tfjsEngine } from '../src/index.js'
import { readKerasTraces } from './support/keras-traces.js'
setWasmPaths(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + '/')
for (const backend of ['cpu', 'wasm']) {
it('x ' + backend, async () => {
  await tf.setBackend(backend)
  let worst = [0,0,0]
  for (const [name, file] of readKerasTraces()) {
    const { config, steps, final } = readEngineTrace(file)
    const s = performance.now()
    const before = tf.memory().numTensors
    const engine = await tfjsEngine(tf)(config)
    let l = 0, p = 0, w = 0
    for (const { batch, options, loss, probabilities } of steps) {
      const r = await engine.trainBatch(batch, options)
      l = Math.max(l, Math.abs(r.loss - loss) / Math.abs(loss))
      probabilities?.forEach((v, i) => { p = Math.max(p, Math.abs(v - r.probabilities[i]!)) })
    }
    let worstName = ''
    for (const [n, { data }] of final) engine.readState().get(n)!.data.forEach((v, i) => { const d = Math.abs(v - data[i]!); if (!(d <= w)) { w = d; worstName = n } })
    console.log(name, l.toExponential(1), p.toExponential(1), w.toExponential(1), worstName, (performance.now() - s).toFixed(0), tf.memory().numTensors - before)
    worst = [Math.max(worst[0]!, l), Math.max(worst[1]!, p), Math.max(worst[2]!, w)]
  }
  console.log(backend, worst)
})}
