import { describe, expect, it } from 'vitest'
import { parseInteropArguments, usage } from '../src/interop-arguments.js'
import { runtimes } from '../src/runtimes/runtimes.js'

describe('parseInteropArguments', () => {
  it('should run everything by default', () => {
    expect(parseInteropArguments([], runtimes)).toEqual({ runtimes, readmes: true, complete: true, help: false })
  })

  it('should run those asked for', () => {
    const asked = parseInteropArguments(['--only', 'rust-tract', '--only', 'onnxruntime-node'], runtimes)
    expect(asked.runtimes.map(({ name }) => name).sort()).toEqual(['onnxruntime-node', 'rust-tract'])
    expect(asked).toMatchObject({ complete: false, readmes: false })
  })

  it('should run the programs of READMEs alone', () => {
    expect(parseInteropArguments(['--only', 'readme'], runtimes)).toMatchObject({ runtimes: [], readmes: true })
  })

  it.each([[['--only', 'nothing']], [['--fast']], [['nothing']]])('should refuse %j', (parameters) => {
    expect(() => parseInteropArguments(parameters, runtimes)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    )
  })

  it('should name every runtime in the help, each with a name of its own', () => {
    const names = runtimes.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(usage(runtimes)).toContain(`  ${name}`)
  })
})
