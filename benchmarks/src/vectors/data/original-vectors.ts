import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { WordloomError } from '@wordloom/core'

/** The original `glove.6B.50d.txt`, 400,000 × 50. Throws WordloomError `FILE_NOT_FOUND`. */
export function originalVectors(): string {
  const path = process.env['WORDLOOM_GLOVE_6B_50D'] ?? join(homedir(), '.cache', 'glove', 'glove.6B.50d.txt')
  if (existsSync(path)) return path
  throw new WordloomError('FILE_NOT_FOUND', 'The benchmark needs the original GloVe vectors', {
    file: path,
    hint: 'Run `wordloom vectors download 6B.50d` and name the file with WORDLOOM_GLOVE_6B_50D.',
  })
}
