import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { probePackage, type PackageProbe, type ProbeResult } from '../doctor/package-probe.js'

/** Multiplies two matrices, and does what Node 23 and later refuse unless they are helped. */
export const tfjsNodeProbe: PackageProbe = {
  name: '@tensorflow/tfjs-node',
  // The process is the probe's own: here the functions that Node 23 removed may be visible to all.
  prelude: `
    const { default: util } = await import('node:util')
    util.isNullOrUndefined ??= (value) => value === undefined || value === null
    util.isArray ??= Array.isArray
  `,
  exercise: `
    const product = loaded.matMul(loaded.tensor2d([[1, 2], [3, 4]]), loaded.tensor2d([[5, 6], [7, 8]])).sum().dataSync()
    if (product[0] !== 134) throw new RangeError('a product of matrices is wrong: ' + product[0])
    version = loaded.version['tfjs-node'] + ', TensorFlow ' + loaded.backend().binding.TF_Version
  `,
}

/** Tries out the tfjs-node in a folder, in a process of its own. */
export function probeTfjsNode(packageFolder: string): Promise<ProbeResult> {
  return probePackage(tfjsNodeProbe, () => pathToFileURL(join(packageFolder, 'dist', 'index.js')).href)
}
