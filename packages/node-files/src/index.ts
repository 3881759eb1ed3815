export { nodeFiles, writeFileBy } from './node-files.js'
