import { WordloomError } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { hasFailed, type RuntimeResult } from '../../src/results/results.js'
import { runRuntime } from '../../src/run/run-runtime.js'
import type { BuiltRuntime, Lacks } from '../../src/runtimes/runtime.js'
import { model, printed } from '../support.js'

function run(build: () => Promise<BuiltRuntime>, lacks: Lacks = {}): Promise<RuntimeResult> {
  const runtime = { name: 'one', title: 'One', program: 'one', lacks, build }
  return runRuntime(runtime, [model, { ...model, name: 'other', folder: 'other' }], { cache: '', onProgress() {} })
}

function failed(result: RuntimeResult): boolean {
  return hasFailed({ machine: { processor: '', cores: 1, platform: '' }, node: '', models: [], runtimes: [result] })
}

describe('runRuntime', () => {
  it('should run every model, the control once, and close', async () => {
    const asked: string[] = []
    const classify = async (folder: string): Promise<string[]> => {
      asked.push(folder)
      return folder === 'control' ? printed(0.25, 'nan') : printed(0, 0)
    }
    const result = await run(async () => ({ classify, host: 'Node 1', close: async () => void asked.push('closed') }))
    expect(result).toMatchObject({ version: '1.2', host: 'Node 1', models: [{ model: 'small' }, { model: 'other' }] })
    expect(asked).toEqual(['cases', 'control', 'other', 'closed'])
    expect(failed(result)).toBe(false)
  })

  it('should name what a runtime lacks, and try it', async () => {
    const asked: string[] = []
    const classify = async (folder: string): Promise<string[]> => {
      asked.push(folder)
      throw new WordloomError('TOOL_FAILED', 'There is no GRU')
    }
    const result = await run(async () => ({ classify }), { gru: 'no GRU' })
    expect(asked).toEqual(['cases', 'other'])
    expect(result.models).toEqual([
      { model: 'small', lack: 'no GRU' },
      { model: 'other', lack: 'no GRU' },
    ])
    expect(failed(result)).toBe(false)
  })

  it('should fail when a runtime can do what it is said to lack', async () => {
    const result = await run(async () => ({ classify: async () => printed(0, 0), lacks: { gru: 'no GRU' } }))
    expect(result.models[0]!.failure).toContain('answers rightly')
  })

  it('should not try strings where no program takes them, and control each program', async () => {
    const strings = { ...model, name: 'strings', folder: 'strings', needs: ['strings'], values: 'strings' } as const
    const asked: string[] = []
    const classify = async (folder: string, values: string): Promise<string[]> => {
      asked.push(`${folder} of ${values}`)
      return folder === 'control' ? printed(0.25, 'nan') : printed(0, 0)
    }
    const build = async (): Promise<BuiltRuntime> => ({ classify })
    const runtime = { name: 'one', title: 'One', program: 'one', build }
    const context = { cache: '', onProgress() {} }
    const lacking = { ...runtime, lacks: { strings: 'no strings' } }
    expect((await runRuntime(lacking, [strings], context)).models).toEqual([{ model: 'strings', lack: 'no strings' }])
    expect(asked).toEqual([])
    await runRuntime(runtime, [model, strings], context)
    expect(asked).toEqual(['cases of ids', 'control of ids', 'strings of strings', 'control of strings'])
  })

  it.each(['TOOL_MISSING', 'DEPENDENCY_MISSING'])('should name what cannot be had: %s', async (code) => {
    const result = await run(() => Promise.reject(new WordloomError(code, 'There is no compiler')))
    expect(result).toEqual({ name: 'one', title: 'One', missing: 'There is no compiler.', models: [] })
    expect(failed(result)).toBe(false)
  })

  it('should fail where a program cannot be built', async () => {
    const result = await run(() => Promise.reject(new WordloomError('TOOL_FAILED', 'A mistake')))
    expect(result.models.map(({ failure }) => failure)).toEqual(['A mistake.', 'A mistake.'])
    expect(failed(result)).toBe(true)
  })

  it('should run the other models after a crash', async () => {
    const classify = async (folder: string): Promise<string[]> => {
      if (folder === 'cases') throw new WordloomError('TOOL_FAILED', 'A crash')
      return printed(0, 0)
    }
    const result = await run(async () => ({ classify }))
    expect(result.models).toEqual([
      { model: 'small', failure: 'A crash.' },
      { model: 'other', largestDifference: 0, worstCase: 'first', loadMilliseconds: 3 },
    ])
  })
})
