// Classifies with onnxruntime-web in Node: WebAssembly, nothing native.
import { readFileSync } from 'node:fs'
import * as runtime from 'onnxruntime-web'
import { runCases } from './cases.mjs'
import { casesOfFolder, modelPath } from './folder.mjs'

runtime.env.wasm.numThreads = 1
const start = performance.now()
const session = await runtime.InferenceSession.create(readFileSync(modelPath))
console.log(JSON.stringify({ version: runtime.env.versions.web, load_ms: performance.now() - start }))
await runCases(runtime, session, casesOfFolder(), console.log)
