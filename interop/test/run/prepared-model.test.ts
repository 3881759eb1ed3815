import { onnx } from '@wordloom/onnx-export'
import { nodeTrainer } from '@wordloom/trainer-node'
import { describe, expect, it } from 'vitest'
import { models } from '../../src/models/models.js'
import { prepareModel } from '../../src/run/prepared-model.js'
import { temporaryFolder } from '../support.js'

describe('prepareModel', () => {
  it.each(['fp16', 'int8'] as const)('should say of %s what the certificate of an export says', async (precision) => {
    const model = models.find(({ name }) => name === precision)!
    const { roundingDifference } = await prepareModel(model, await temporaryFolder())
    const classifier = await nodeTrainer().createClassifier(model.create())
    const { verification } = await onnx({ precision }).export(classifier)
    classifier.dispose()
    const certified = verification.rounding!.largestDifference
    // Of other rows, so alike and not the same; and far above what an answer may be off by.
    expect(roundingDifference! / certified).toBeGreaterThan(1 / 4)
    expect(roundingDifference! / certified).toBeLessThan(4)
    expect(roundingDifference).toBeGreaterThan(5 * model.tolerance)
  })

  it('should tell programs for ids from those for strings', async () => {
    const cache = await temporaryFolder()
    const kinds = new Map<string, string>()
    for (const model of models.filter(({ group }) => group === 'forms')) {
      kinds.set(model.name, (await prepareModel(model, cache)).values)
    }
    const ofStrings = [...kinds].filter(([, values]) => values === 'strings').map(([name]) => name)
    expect(ofStrings).toEqual(['tokens', 'text', 'text-split', 'text-emoji'])
  })
})
