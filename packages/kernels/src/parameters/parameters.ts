/**
 * The weights of a network and their optimizer without the layers: for engines that get gradients from elsewhere.
 *
 * @packageDocumentation
 */
export { binaryLoss, categoricalLoss } from '../layers/loss-value.js'
export { assertBatch, assertTrainingBatch } from '../validation/assert-batch.js'
export { assertStepOptions } from '../validation/assert-config.js'
export { openParameters } from './network-parameters.js'

export type { DropoutMaskOptions } from './dropout-mask.js'
export type { NetworkParameters } from './network-parameters.js'
export type { SelectedRows, TableRows } from './table-rows.js'
