import { perStep, type Work } from '../contestants.js'

/** Training steps of Wordloom alone. */
export const ownWork: Work = { job: 'train', steps: 20, warmUpSteps: 8, toFigure: perStep, check: false }
