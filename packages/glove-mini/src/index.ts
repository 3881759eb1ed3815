export { gloveMini } from './glove-mini.js'
export type { GloveMini } from './glove-mini.js'
