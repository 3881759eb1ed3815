import { existsSync } from 'node:fs'
import { join } from 'node:path'

const named = process.env['WORDLOOM_TFJS_NODE']

/** A folder in which `wordloom tfjs-node setup` was run; undefined where there is none. */
export const tfjsNodeFolder: string | undefined =
  named !== undefined && existsSync(join(named, 'node_modules/@tensorflow/tfjs-node')) ? named : undefined

/** For the titles of tests that need it. */
export const tfjsNodeTitle: string =
  tfjsNodeFolder === undefined
    ? 'skipped: no tfjs-node (WORDLOOM_TFJS_NODE does not name a folder that it is set up in)'
    : 'on the real library'
