import { describe, expect, it } from 'vitest'
import { startWorker } from '../../src/runner/worker-process.js'
import { scriptedWorker } from '../support.js'

const echo = `
  import { createInterface } from 'node:readline'
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line)
    if (method === 'die') { console.error('out of memory'); process.exit(3) }
    if (method === 'hang') continue
    const answer = method === 'fail' ? { id, error: 'no such dataset' } : { id, result: params }
    console.log(JSON.stringify(answer))
  }
`

describe('startWorker', () => {
  it('should bring each answer to its request', async () => {
    const worker = startWorker(scriptedWorker(echo))
    const answers = await Promise.all([1, 2, 3].map((value) => worker.call('echo', { value })))
    expect(answers).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }])
    await worker.stop()
  })

  it('should go on after an answer that is an error', async () => {
    const worker = startWorker(scriptedWorker(echo))
    await expect(worker.call('fail', {})).rejects.toMatchObject({ code: 'BENCHMARK_WORKER_FAILED' })
    await expect(worker.call('fail', {})).rejects.toThrow('no such dataset')
    expect(await worker.call('echo', {})).toEqual({})
    await worker.stop()
  })

  it('should report a worker that dies with what it said last, now and later', async () => {
    const worker = startWorker(scriptedWorker(echo))
    await expect(worker.call('die', {})).rejects.toThrow(/code 3.*out of memory/s)
    await expect(worker.call('echo', {})).rejects.toThrow('code 3')
    await worker.stop()
  })

  it('should kill a worker that takes too long', async () => {
    const worker = startWorker(scriptedWorker(echo), 300)
    await expect(worker.call('hang', {})).rejects.toThrow('longer than 0.3 s')
    await worker.stop()
  })

  it('should report an executable that there is not', async () => {
    const worker = startWorker({ ...scriptedWorker(''), executable: 'wordloom-no-such-program' })
    await expect(worker.call('echo', {})).rejects.toThrow('could not be started')
    await worker.stop()
  })
})
