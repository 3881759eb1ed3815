// What a network without training calls: the builds for programs that count the bytes they load.
export { BLOCK_DEPTH, gemm, useScratch } from './gemm'
export { addBias, relu } from './dense'
export { sigmoid } from './activations'
export { softmaxRows } from './loss'
export { assignSlots, gatherRows, releaseSlots, scatterRows } from './rows'
export { divideRows, maxPoolStep, sumPoolStep } from './pooling'
export { runTasks, serveTasks, stopThreads } from './tasks'
export { CONTROL_BYTES, GATHER_ROWS, GEMM_PACKED, GRU_PREDICT, PACK_PANELS, TASK_BYTES } from './tasks'
