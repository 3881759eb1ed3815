/**
 * Model folders as zip archives.
 *
 * @packageDocumentation
 */
export { unzipModelFolder, zipModelFolder } from './model-archive.js'
