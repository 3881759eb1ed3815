import type { OutputModeOptions } from '../options/shared-options.js'
import type { TrainDataOptions } from '../options/train/data-options.js'
import type { NetworkOptions } from '../options/train/network-options.js'
import type { OptimizationOptions } from '../options/train/optimization-options.js'
import type { SavingOptions } from '../options/train/saving-options.js'

/** What `wordloom train` was asked for. */
export interface TrainOptions
  extends TrainDataOptions, NetworkOptions, OptimizationOptions, SavingOptions, OutputModeOptions {}
