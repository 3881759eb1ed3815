import type { Engine, EngineState, Tensor } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine, kernelsSupport } from '../src/index.js'
import { adam, batchCase, mixedLengths, networkCase } from './reference/cases.js'
import { optimizerCases } from './reference/optimizer-cases.js'
import { named } from './reference/reference-network.js'

const network = networkCase(51, { dimension: 5, units: 3 })
const batch = batchCase(52, network, [3, 0, 5, 1])

async function trained(steps: number): Promise<Engine> {
  const engine = await createKernelsEngine({ ...network, optimizer: adam })
  for (let step = 0; step < steps; step++) await engine.trainBatch(batchCase(step, network, mixedLengths(step, 7, 9)))
  return engine
}

function bytesOf(state: EngineState): Map<string, Uint8Array> {
  return new Map([...state].map(([name, { data }]) => [name, new Uint8Array(data.buffer)]))
}

describe('createKernelsEngine', () => {
  it('should name itself and copy the weights it is given', async () => {
    const weights = new Map(
      [...network.weights].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
    )
    const engine = await createKernelsEngine({ ...network, weights })
    for (const { data } of weights.values()) data.fill(9)

    expect(engine.name).toBe(kernelsSupport().relaxedSimd ? 'kernels-fused' : 'kernels')
    expect(engine.readState()).toEqual(network.weights)
  })

  it('should refuse weights that are missing or of another shape', async () => {
    const name = 'encoder/0/backward/bias'
    const without = new Map(network.weights)
    without.delete(name)
    const start = (tensor?: Tensor): Promise<Engine> =>
      createKernelsEngine({ ...network, weights: tensor === undefined ? without : new Map(without).set(name, tensor) })

    await expect(start()).rejects.toMatchObject({ code: 'TENSOR_MISSING', message: expect.stringContaining(name) })
    await expect(start({ shape: [18], data: new Float32Array(18) })).rejects.toMatchObject({
      code: 'TENSOR_SHAPE',
      details: { name, expected: '[2, 9]', received: '[18]' },
    })
    await expect(start({ shape: [2, 9], data: new Float32Array(17) })).rejects.toMatchObject({
      code: 'TENSOR_SHAPE',
      details: { name, expected: 18, received: 17 },
    })
  })

  it('should only predict without an optimizer', async () => {
    const engine = await createKernelsEngine(network)

    expect(() => engine.trainBatch(batch)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    const trainer = await trained(0)
    expect(await engine.predictBatch(batch)).toEqual(await trainer.predictBatch(batch))
    expect([...engine.readState().keys()]).toEqual([...network.weights.keys()])
  })

  it('should hand over predictions that later calls leave alone', async () => {
    const engine = await createKernelsEngine(network)
    const first = await engine.predictBatch(batch)
    const copy = first.slice()
    await engine.predictBatch(batchCase(53, network, [2, 2, 2, 2]))

    expect(first).toEqual(copy)
    expect(first.length).toBe(4)
  })

  it('should report a loss that is not a number as it is, and not learn from it', async () => {
    const weights = new Map(network.weights).set('output/bias', { shape: [1], data: Float32Array.of(NaN) })
    const engine = await createKernelsEngine({ ...network, weights, optimizer: adam })
    const before = engine.readState()

    expect((await engine.trainBatch(batch)).loss).toBeNaN()
    expect(bytesOf(engine.readState())).toEqual(bytesOf(before))
  })

  it('should refuse everything but dispose once it is disposed', async () => {
    const engine = await trained(1)
    const state = engine.readState()
    engine.dispose()
    engine.dispose()

    const calls = [
      () => engine.trainBatch(batch),
      () => engine.predictBatch(batch),
      () => engine.readState(),
      () => engine.writeState(state),
    ]
    for (const call of calls) expect(call).toThrow(expect.objectContaining({ code: 'DISPOSED' }))
  })
})

describe('the state of an engine', () => {
  it('should hold weights, moments and the step count', async () => {
    const state = (await trained(3)).readState()
    const names = [...network.weights.keys()]

    expect([...state.keys()]).toEqual([
      ...names,
      ...names.flatMap((name) => [`optimizer/momentum/${name}`, `optimizer/velocity/${name}`]),
      'optimizer/iterations',
    ])
    for (const name of names) expect(named(state, `optimizer/velocity/${name}`).shape).toEqual(named(state, name).shape)
    expect(named(state, 'optimizer/iterations')).toEqual({ shape: [1], data: Float32Array.of(3) })
  })

  it.each(optimizerCases)(
    'should hold the slots of its optimizer, and go on from them: %s',
    async (_, optimizer, slots) => {
      const [whole, continued] = await Promise.all([1, 2].map(() => createKernelsEngine({ ...network, optimizer })))
      await whole!.trainBatch(batch)
      const state = whole!.readState()
      const names = [...network.weights.keys()]
      const expected = names.flatMap((name) => slots.map((slot) => `optimizer/${slot}/${name}`))
      expect([...state.keys()].toSorted()).toEqual([...names, ...expected, 'optimizer/iterations'].toSorted())

      continued!.writeState(state)
      for (const engine of [whole!, continued!]) await engine.trainBatch(batch)
      const after = bytesOf(whole!.readState())
      expect(bytesOf(continued!.readState())).toEqual(after)
      // Back, and the same step again.
      continued!.writeState(state)
      await continued!.trainBatch(batch)
      expect(bytesOf(continued!.readState())).toEqual(after)
    },
  )

  it('should let another engine go on with the same bytes', async () => {
    const whole = await trained(4)
    const continued = await trained(0)
    continued.writeState(whole.readState())

    for (let step = 0; step < 4; step++) {
      expect(await continued.trainBatch(batch)).toEqual(await whole.trainBatch(batch))
    }
    expect(bytesOf(continued.readState())).toEqual(bytesOf(whole.readState()))
  })

  it('should be written as a whole or not at all', async () => {
    const engine = await trained(2)
    const before = engine.readState()
    const broken = new Map((await trained(5)).readState())
    broken.delete('optimizer/velocity/output/bias')

    expect(() => engine.writeState(broken)).toThrow(expect.objectContaining({ code: 'TENSOR_MISSING' }))
    expect(engine.readState()).toEqual(before)
    broken.set('optimizer/velocity/output/bias', { shape: [2], data: new Float32Array(2) })
    expect(() => engine.writeState(broken)).toThrow(expect.objectContaining({ code: 'TENSOR_SHAPE' }))
    const halfStep = new Map(before).set('optimizer/iterations', { shape: [1], data: Float32Array.of(0.5) })
    expect(() => engine.writeState(halfStep)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    expect(engine.readState()).toEqual(before)
  })

  it('should give a predicting engine the weights of a training one', async () => {
    const trainer = await trained(3)
    const engine = await createKernelsEngine(network)
    engine.writeState(trainer.readState())

    expect(await engine.predictBatch(batch)).toEqual(await trainer.predictBatch(batch))
  })
})
