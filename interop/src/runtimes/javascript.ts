import { join } from 'node:path'
import { interopFolder } from '../folders.js'
import { program } from './program.js'
import type { Runtime } from './runtime.js'

/** A program in Node, with a package that npm has installed. */
export function javascript(name: string, title: string, script: string): Runtime {
  return {
    name,
    title,
    program: `javascript/${script}`,
    async build() {
      return program([process.execPath, join(interopFolder, 'programs/javascript', script)], {
        host: `Node ${process.versions.node}`,
      })
    },
  }
}
