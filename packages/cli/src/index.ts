export { errorToExitCode, exitCodes } from './errors-to-exit-code.js'
export { processIo } from './process-io.js'
export { createProgram } from './program.js'
export { run } from './run.js'

export type { ExitCode } from './errors-to-exit-code.js'
export type { CommandIo, OutputStream } from './io.js'
