/** Byte offset into the memory that the kernels work on. */
export type Pointer = number

/** A number that the kernels export. */
export interface Constant {
  readonly value: number
}

/** What threads can do for each other, by number, and the sizes that go with it. */
export interface TaskKinds {
  readonly ADAM: Constant
  readonly ADAM_ROWS: Constant
  readonly ADAM_TABLE: Constant
  readonly COLUMN_SUMS: Constant
  readonly COPY_ROWS: Constant
  readonly GATHER_ROWS: Constant
  readonly GEMM: Constant
  readonly GEMM_PACKED: Constant
  readonly GRU_BACKWARD: Constant
  readonly GRU_FORWARD: Constant
  readonly GRU_PREDICT: Constant
  readonly PACK_PANELS: Constant
  readonly RMSPROP: Constant
  readonly RMSPROP_ROWS: Constant
  readonly RMSPROP_TABLE: Constant
  readonly SCATTER_ADD_ROWS: Constant
  readonly SGD: Constant
  readonly SGD_ROWS: Constant
  readonly SGD_TABLE: Constant
  /** Rows of a panel that a thread needs room for. */
  readonly BLOCK_DEPTH: Constant
  readonly CONTROL_BYTES: Constant
  readonly TASK_BYTES: Constant
}

/**
 * The functions of the compiled kernels. What each does, and the shapes it takes, stand beside its source in `assembly/`.
 * Pointers are byte offsets, sizes and strides count elements.
 */
export interface KernelExports extends TaskKinds {
  useScratch(address: Pointer): void
  runTasks(control: Pointer, tasks: Pointer, count: number, maySleep: number): void
  serveTasks(control: Pointer, scratch: Pointer): void
  stopThreads(control: Pointer): void
  gemm(
    m: number,
    n: number,
    k: number,
    a: Pointer,
    aRowStride: number,
    aColumnStride: number,
    b: Pointer,
    bRowStride: number,
    c: Pointer,
    cRowStride: number,
    accumulate: number,
  ): void
  addBias(values: Pointer, bias: Pointer, rows: number, columns: number): void
  relu(values: Pointer, count: number): void
  reluBackward(gradient: Pointer, output: Pointer, count: number): void
  columnSums(sums: Pointer, values: Pointer, rows: number, columns: number, stride: number): void
  transpose(target: Pointer, source: Pointer, rows: number, columns: number): void
  exp(target: Pointer, source: Pointer, count: number): void
  sigmoid(target: Pointer, source: Pointer, count: number): void
  tanh(target: Pointer, source: Pointer, count: number): void
  softmaxRows(probabilities: Pointer, logits: Pointer, rows: number, columns: number): void
  binaryGradient(
    gradient: Pointer,
    probabilities: Pointer,
    targets: Pointer,
    weights: Pointer,
    rows: number,
    columns: number,
    divisor: number,
  ): void
  categoricalGradient(
    gradient: Pointer,
    probabilities: Pointer,
    targets: Pointer,
    weights: Pointer,
    rows: number,
    columns: number,
    on: number,
    off: number,
    divisor: number,
  ): void
  dropout(
    target: Pointer,
    source: Pointer,
    order: Pointer,
    firstRow: number,
    rows: number,
    columns: number,
    seedLow: number,
    seedHigh: number,
    step: number,
    layer: number,
    position: number,
    threshold: number,
    scale: number,
  ): void
  maxPoolStep(
    largest: Pointer,
    argument: Pointer,
    order: Pointer,
    states: Pointer,
    rows: number,
    columns: number,
    step: number,
  ): void
  maxPoolStepBackward(
    gradient: Pointer,
    outer: Pointer,
    argument: Pointer,
    order: Pointer,
    rows: number,
    columns: number,
    step: number,
  ): void
  sumPoolStep(sums: Pointer, order: Pointer, states: Pointer, rows: number, columns: number): void
  divideRows(values: Pointer, order: Pointer, rows: number, columns: number, divisor: number): void
  gatherRows(
    target: Pointer,
    targetStride: number,
    source: Pointer,
    sourceStride: number,
    index: Pointer,
    count: number,
    columns: number,
  ): void
  scatterRows(
    target: Pointer,
    targetStride: number,
    source: Pointer,
    sourceStride: number,
    index: Pointer,
    count: number,
    columns: number,
  ): void
  assignSlots(slotOfId: Pointer, unique: Pointer, slots: number, index: Pointer, ids: Pointer, count: number): number
  releaseSlots(slotOfId: Pointer, unique: Pointer, count: number): void
  sumOfSquares(values: Pointer, count: number): number
  sumOfSquaresOfRows(values: Pointer, ids: Pointer, frozen: Pointer, count: number, columns: number): number
}
