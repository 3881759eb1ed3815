export { BLOCK_DEPTH, gemm, gemmPacked, useScratch } from './gemm'
export { addBias, columnSums, relu, reluBackward, transpose } from './dense'
export { exp, sigmoid, tanh } from './activations'
export { binaryGradient, categoricalGradient, softmaxRows } from './loss'
export { assignSlots, gatherRows, releaseSlots, scatterRows } from './rows'
export { dropout } from './dropout'
export { divideRows, maxPoolStep, maxPoolStepBackward, sumPoolStep } from './pooling'
export { adam, adamRows, adamTable } from './adam'
export { rmsprop, rmspropRows, rmspropTable } from './rmsprop'
export { sgd, sgdRows, sgdTable } from './sgd'
export { sumOfSquares, sumOfSquaresOfRows } from './gradient-norm'
export { runTasks, serveTasks, stopThreads } from './tasks'
export {
  COLUMN_SUMS,
  CONTROL_BYTES,
  COPY_ROWS,
  GATHER_ROWS,
  GEMM,
  GEMM_PACKED,
  GRU_BACKWARD,
  GRU_FORWARD,
  PACK_PANELS,
  SCATTER_ADD_ROWS,
  TASK_BYTES,
} from './tasks'
