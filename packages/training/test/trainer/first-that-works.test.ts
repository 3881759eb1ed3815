import { WordloomError, type Engine, type EngineConfig } from '@wordloom/core'
import { expect, it } from 'vitest'
import { firstThatWorks, type Candidate } from '../../src/trainer/first-that-works.js'

const config = {} as EngineConfig
const works = (backend: string): Candidate => ({
  backend,
  createEngine: async () => ({ name: backend }) as Engine,
})
const fails = (backend: string, code: string): Candidate => ({
  backend,
  createEngine: async () => Promise.reject(new WordloomError(code, `${backend} cannot`)),
})

it('should take the first that works, and tell why others were passed over', async () => {
  const notices: string[] = []
  const create = firstThatWorks(
    [fails('kernels', 'RUNTIME_UNSUPPORTED'), fails('tensorflow', 'DEPENDENCY_MISSING'), works('wasm'), works('cpu')],
    (notice) => notices.push(notice),
  )
  expect((await create(config)).name).toBe('wasm')
  expect(notices).toEqual([
    'the backend kernels cannot be used: kernels cannot.',
    'the backend tensorflow cannot be used: tensorflow cannot.',
  ])
})

it('should not hide what is wrong with the request behind another backend', async () => {
  const create = firstThatWorks([fails('kernels', 'TENSOR_SHAPE'), works('cpu')], undefined)
  await expect(create(config)).rejects.toMatchObject({ code: 'TENSOR_SHAPE' })
})

it('should give the reasons of all when none works', async () => {
  const create = firstThatWorks(
    [fails('kernels', 'RUNTIME_UNSUPPORTED'), fails('cpu', 'DEPENDENCY_MISSING')],
    undefined,
  )
  await expect(create(config)).rejects.toMatchObject({
    code: 'RUNTIME_UNSUPPORTED',
    message: expect.stringMatching(/kernels cannot.*cpu cannot/),
  })
})
