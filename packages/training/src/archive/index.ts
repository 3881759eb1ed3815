export { unzipModelFolder, zipModelFolder } from './model-archive.js'
