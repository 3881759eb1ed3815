export { createKernelsEngine, kernelsEngine } from './kernels-engine.js'
export { kernelsSupport } from './wasm/kernels-support.js'

export type { KernelsEngineOptions } from './engine-factory.js'
export type { KernelThreadJob, StartKernelThread } from './threads/kernel-thread.js'
export type { KernelsSupport } from './wasm/kernels-support.js'
