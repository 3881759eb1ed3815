/** Byte offset into the memory that the kernels work on. */
export type Pointer = number

/**
 * The functions of the compiled kernels. What each does, and the shapes it takes, stand beside its source in `assembly/`.
 * Pointers are byte offsets, sizes and strides count elements.
 */
export interface KernelExports {
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
  gruStep(
    rows: number,
    units: number,
    gates: Pointer,
    recurrent: Pointer,
    bias: Pointer,
    candidate: Pointer,
    state: Pointer,
  ): void
  gruStepBackward(
    rows: number,
    units: number,
    gates: Pointer,
    candidate: Pointer,
    previous: Pointer,
    gradient: Pointer,
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
  binaryGradient(gradient: Pointer, probabilities: Pointer, targets: Pointer, rows: number): void
  categoricalGradient(gradient: Pointer, probabilities: Pointer, targets: Pointer, rows: number, columns: number): void
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
  assignSlots(slotOfId: Pointer, unique: Pointer, ids: Pointer, count: number): number
  releaseSlots(slotOfId: Pointer, unique: Pointer, count: number): void
  scatterAddRows(
    target: Pointer,
    slots: number,
    source: Pointer,
    ids: Pointer,
    slotOfId: Pointer,
    count: number,
    columns: number,
  ): void
  adam(
    weight: Pointer,
    momentum: Pointer,
    velocity: Pointer,
    gradient: Pointer,
    count: number,
    rate1: number,
    rate2: number,
    alpha: number,
    epsilon: number,
  ): void
  adamRows(
    weight: Pointer,
    momentum: Pointer,
    velocity: Pointer,
    gradient: Pointer,
    ids: Pointer,
    count: number,
    columns: number,
    rate1: number,
    rate2: number,
    alpha: number,
    epsilon: number,
  ): void
  adamTable(
    weight: Pointer,
    momentum: Pointer,
    velocity: Pointer,
    gradient: Pointer,
    slotOfId: Pointer,
    zeros: Pointer,
    rows: number,
    columns: number,
    rate1: number,
    rate2: number,
    alpha: number,
    epsilon: number,
  ): void
}
