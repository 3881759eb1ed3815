import { loadBackend } from './support/load-backend.js'
import { describeEngine } from './support/run-engine-cases.js'
import { tolerances } from './support/tolerances.js'

describeEngine('wasm', () => loadBackend('wasm'), tolerances.wasm)
