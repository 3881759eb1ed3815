import { expect, it } from 'vitest'
import * as cli from '../src/index.js'

it('should export these names and no others', () => {
  expect(Object.keys(cli).sort()).toEqual(['createProgram', 'errorToExitCode', 'exitCodes', 'processIo', 'run'])
})
