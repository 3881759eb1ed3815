export { createKernelsEngine } from './kernels-engine.js'
export { kernelsSupport } from './wasm/kernels-support.js'

export type { KernelsSupport } from './wasm/kernels-support.js'
