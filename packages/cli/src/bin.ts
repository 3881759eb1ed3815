#!/usr/bin/env node
import { processIo } from './process-io.js'
import { run } from './run.js'

// TensorFlow greets on standard error, also when the command is to be quiet.
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'

process.exitCode = await run(process.argv.slice(2), processIo())
