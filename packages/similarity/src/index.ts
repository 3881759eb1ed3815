export type { Neighbor } from './neighbor.js'
