import { describe, expect, it } from 'vitest'
import { runTool } from '../../src/runtimes/run-tool.js'

const node = (script: string, timeout?: number): Promise<string> =>
  runTool(process.execPath, ['-e', script], timeout === undefined ? {} : { timeout })

describe('runTool', () => {
  it('should give what a tool prints', async () => {
    expect(await node('process.stdout.write("1\\n")')).toBe('1\n')
  })

  it('should tell a tool that is not there from one that fails', async () => {
    await expect(runTool('no-such-tool', [])).rejects.toMatchObject({ code: 'TOOL_MISSING' })
    await expect(node('console.error("bad"); process.exit(3)')).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: expect.stringContaining('bad'),
    })
    await expect(
      runTool(process.execPath, ['-e', 'process.exit(3)'], { failure: 'DEPENDENCY_MISSING' }),
    ).rejects.toMatchObject({ code: 'DEPENDENCY_MISSING' })
  })

  it('should tell a crash and a tool that does not end', async () => {
    await expect(node('process.abort()')).rejects.toMatchObject({ message: expect.stringContaining('SIGABRT') })
    await expect(node('setInterval(() => {}, 1000)', 200)).rejects.toMatchObject({
      message: expect.stringContaining('took too long'),
    })
  })
})
