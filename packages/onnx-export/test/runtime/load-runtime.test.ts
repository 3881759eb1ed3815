import * as onnxruntime from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { loadRuntime } from '../../src/runtime/load-runtime.js'

const missingPackage: string = 'onnxruntime-that-nobody-installed'

describe('loadRuntime', () => {
  it('should load onnxruntime-node', async () => {
    const { InferenceSession, Tensor } = await loadRuntime()
    expect(InferenceSession.create).toBeTypeOf('function')
    expect(new Tensor('int32', Int32Array.of(1, 2), [1, 2])).toMatchObject({ type: 'int32', dims: [1, 2] })
  })

  it('should take a module whose exports stand under default', async () => {
    expect(await loadRuntime(async () => ({ default: onnxruntime }))).toBe(onnxruntime)
  })

  it('should say what to install when it is missing', async () => {
    const error = await loadRuntime(() => import(missingPackage)).catch((caught: unknown) => caught)
    expect(error).toMatchObject({
      code: 'DEPENDENCY_MISSING',
      message: expect.stringContaining('npm install onnxruntime-node --onnxruntime-node-install=skip'),
      cause: expect.any(Error),
    })
    expect(error).toMatchObject({ message: expect.stringContaining('CUDA') })
  })

  it('should say that it is there but does not load', async () => {
    const noBinary = new Error('libonnxruntime.so.1: cannot open shared object file')
    await expect(loadRuntime(() => Promise.reject(noBinary))).rejects.toThrow(
      expect.objectContaining({
        code: 'RUNTIME_UNSUPPORTED',
        message: expect.stringContaining('libonnxruntime.so.1'),
        cause: noBinary,
      }),
    )
    await expect(loadRuntime(async () => ({ something: 'else' }))).rejects.toThrow(
      expect.objectContaining({ code: 'RUNTIME_UNSUPPORTED' }),
    )
  })
})
