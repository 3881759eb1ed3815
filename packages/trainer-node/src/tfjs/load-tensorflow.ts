import { createRequire } from 'node:module'
import { WordloomError } from '@wordloom/core'
import { findPackage, type LookupFolders } from './find-package.js'
import type { Tfjs } from './tfjs.js'
import { withRemovedFunctions } from './removed-functions.js'

/** @throws WordloomError `DEPENDENCY_MISSING`, `RUNTIME_UNSUPPORTED` */
export function loadTensorflow(folders: LookupFolders): Tfjs {
  const file = findPackage('@tensorflow/tfjs-node', folders, 'npx @wordloom/cli tfjs-node setup')
  const require = createRequire(file)
  try {
    return withRemovedFunctions(require, () => require(file))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    if (/tfjs_binding/.test(reason) && /can not be found|Cannot find module/.test(reason)) {
      throw new WordloomError('DEPENDENCY_MISSING', 'The native part of @tensorflow/tfjs-node is missing', {
        file,
        hint: "Run 'wordloom tfjs-node setup' in your project, which builds it.",
        cause,
      })
    }
    throw new WordloomError('RUNTIME_UNSUPPORTED', '@tensorflow/tfjs-node does not load', {
      file,
      received: reason.split('\n')[0]!,
      hint: "Run 'wordloom tfjs-node setup --force' in your project, which builds it for this machine.",
      cause,
    })
  }
}
