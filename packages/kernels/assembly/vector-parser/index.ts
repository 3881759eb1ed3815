export { claimPiece, parsePiece } from './pieces'
export { insertWords } from './words'
