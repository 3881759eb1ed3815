import { readEngineTrace } from '@wordloom/core/testing'
import { describe, expect, it } from 'vitest'
import { readKerasTraces } from '../../../reference/keras/keras-traces.js'
import { kernelsEngine } from '../src/index.js'
import { predictionEngine } from '../src/prediction/index.js'

const traces = [...readKerasTraces()]

describe('predictionEngine', () => {
  it.each(traces)('should give the bits of the engine that trains, too: %s', async (_, file) => {
    const { config, steps } = readEngineTrace(file)
    const { optimizer: _optimizer, ...rest } = config
    for (const deterministic of [true, false]) {
      const small = await predictionEngine({ deterministic })(rest)
      const whole = await kernelsEngine({ deterministic })(config)
      expect(small.name).toBe(whole.name)
      for (const { batch } of steps) {
        expect(await small.predictBatch(batch)).toEqual(await whole.predictBatch(batch))
      }
      small.dispose()
      whole.dispose()
    }
  })

  it('should refuse to train', async () => {
    const { config } = readEngineTrace(traces[0]![1])
    await expect(predictionEngine()(config)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('only predicts'),
    })
  })
})
