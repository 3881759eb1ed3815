import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { findPackage, type LookupFolders } from './find-package.js'
import type { Tfjs } from './tfjs.js'

const install = 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-cpu'

/** @throws WordloomError `DEPENDENCY_MISSING` */
export function loadCpu(folders: LookupFolders): Tfjs {
  const file = findPackage('@tensorflow/tfjs-backend-cpu', folders, install)
  const require = createRequire(file)
  // The core that this backend registers itself with.
  findPackage('@tensorflow/tfjs-core', [dirname(file)], install)
  require(file)
  return require('@tensorflow/tfjs-core')
}
