export { flushFile } from './flush-file.js'
export { nodeFiles, writeFileBy } from './node-files.js'
