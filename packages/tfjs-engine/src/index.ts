export { tfjsEngine } from './tfjs-engine.js'

export type { Tfjs } from './tfjs.js'
