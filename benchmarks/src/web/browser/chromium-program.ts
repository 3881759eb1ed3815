import { findChromium } from '@wordloom/browser-testing'
import { WordloomError } from '@wordloom/core'

/**
 * The browser that is measured in.
 *
 * @throws WordloomError `DEPENDENCY_MISSING`
 */
export async function chromiumProgram(): Promise<string> {
  const program = await findChromium()
  if (program !== undefined) return program
  throw new WordloomError('DEPENDENCY_MISSING', 'There is no Chromium to measure in', {
    name: 'chromium',
    hint: 'WORDLOOM_CHROMIUM names one; npm install brings one for Linux on x64.',
  })
}
