export { BLOCK_DEPTH, gemm, useScratch } from './gemm'
export { addBias, columnSums, relu, reluBackward, transpose } from './dense'
export { exp, sigmoid, tanh } from './activations'
export { binaryGradient, categoricalGradient, softmaxRows } from './loss'
export { assignSlots, gatherRows, releaseSlots, scatterRows } from './rows'
export { dropout } from './dropout'
export { divideRows, maxPoolStep, maxPoolStepBackward, sumPoolStep } from './pooling'
export { sumOfSquares, sumOfSquaresOfRows } from './gradient-norm'
export { runTasks, serveTasks, stopThreads } from './tasks'
export {
  ADAM,
  ADAM_ROWS,
  ADAM_TABLE,
  COLUMN_SUMS,
  CONTROL_BYTES,
  COPY_ROWS,
  GATHER_ROWS,
  GEMM,
  GEMM_PACKED,
  GRU_BACKWARD,
  GRU_FORWARD,
  GRU_PREDICT,
  PACK_PANELS,
  RMSPROP,
  RMSPROP_ROWS,
  RMSPROP_TABLE,
  SCATTER_ADD_ROWS,
  SGD,
  SGD_ROWS,
  SGD_TABLE,
  TASK_BYTES,
} from './tasks'
