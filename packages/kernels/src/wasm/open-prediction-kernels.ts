import { plainPredictionKernels } from '../generated/plain-prediction-kernels.js'
import { relaxedPredictionKernels } from '../generated/relaxed-prediction-kernels.js'
import { openBuild, type OpenKernels, type OpenKernelsOptions } from './open-build.js'

/** Opens the kernels that predictions need, half as many bytes: {@link openBuild}. Exports of training are absent. */
export function openPredictionKernels(options: OpenKernelsOptions = {}): Promise<OpenKernels> {
  return openBuild({ plain: plainPredictionKernels, relaxed: relaxedPredictionKernels }, options)
}
