import { WordloomError } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { runModel, type ModelRun } from '../../src/run/run-model.js'
import { model, printed } from '../support.js'

function run(answers: readonly string[], control = printed(0.25, 'nan'), differencePerPadding = 0): Promise<ModelRun> {
  const classify = async (folder: string): Promise<readonly string[]> => (folder === 'control' ? control : answers)
  return runModel({ classify }, model, { differencePerPadding, withControl: true })
}

describe('runModel', () => {
  it('should tell the largest difference and its case', async () => {
    expect(await run(printed('1e-7', '3e-6'))).toEqual({
      version: '1.2',
      result: { model: 'small', largestDifference: 3e-6, worstCase: 'second', loadMilliseconds: 3 },
    })
  })

  it('should fail above the tolerance', async () => {
    const { result } = await run(printed('2e-5', 0))
    expect(result).toMatchObject({ largestDifference: 2e-5, failure: expect.stringContaining("'first'") })
  })

  it.each([[printed('nan', 0)], [printed(0, 'nan')], [printed('nan', 1)]])(
    'should fail for what is no number: %j',
    async (answers) => {
      const { result } = await run(answers)
      expect(result.largestDifference).toBeUndefined()
      expect(result.failure).toContain('NaN')
    },
  )

  it('should allow more for padding where a runtime forgets, and only there', async () => {
    const forgetful = (answers: string[]): Promise<ModelRun> => run(answers, printed(0.25, 'nan'), 1e-6)
    expect((await forgetful(printed(0, '1.9e-5'))).result.failure).toBeUndefined()
    expect((await forgetful(printed(0, '2.1e-5'))).result.failure).toContain("'second'")
    expect((await forgetful(printed('1.9e-5', 0))).result.failure).toContain("'first'")
  })

  it.each([
    ['finds nothing', printed(0, 0)],
    ['passes over NaN', printed(0.25, 0)],
    ['finds something else', printed(0.5, 'nan')],
  ])('should not believe a program that %s in the control', async (_, control) => {
    expect((await run(printed(0, 0), control)).result.failure).toContain('does not compare')
  })

  it('should report a crash and what was said', async () => {
    const classify = (): Promise<never> => Promise.reject(new WordloomError('TOOL_FAILED', 'It was\nended by SIGABRT'))
    const { result } = await runModel({ classify }, model, { differencePerPadding: 0, withControl: true })
    expect(result).toEqual({ model: 'small', failure: 'It was ended by SIGABRT.' })
  })
})
