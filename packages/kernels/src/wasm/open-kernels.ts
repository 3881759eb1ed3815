import { plainKernels } from '../generated/plain-kernels.js'
import { relaxedKernels } from '../generated/relaxed-kernels.js'
import { openBuild, type OpenKernels, type OpenKernelsOptions } from './open-build.js'

/** Opens all kernels, those of training among them: {@link openBuild}. */
export function openKernels(options: OpenKernelsOptions = {}): Promise<OpenKernels> {
  return openBuild({ plain: plainKernels, relaxed: relaxedKernels }, options)
}
