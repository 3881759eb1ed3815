// Classifies with onnxruntime-node.
import * as runtime from 'onnxruntime-node'
import { runCases } from './cases.mjs'
import { casesOfFolder, modelPath } from './folder.mjs'

const start = performance.now()
// More threads are no faster for a network of this size.
const session = await runtime.InferenceSession.create(modelPath, { intraOpNumThreads: 1 })
console.log(JSON.stringify({ version: runtime.env.versions.node, load_ms: performance.now() - start }))
await runCases(runtime, session, casesOfFolder(), console.log)
