import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { messages, toCsv } from '../support/dataset.js'
import { runInProcess } from '../support/run-in-process.js'
import { exitOf, shown, startCli } from '../support/spawn-cli.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { columns, jsonLines, smallNetwork, succeed, succeedInJson, weightsHash } from '../support/training-folder.js'

const folder = temporaryFolder()

let data = ''
/** Weights of an uninterrupted training of {@link long}. */
let expected = ''

const long = ['--epochs', '150', '--dropout', '0.2', '--schedule', 'cosine', '--seed', '7']

beforeAll(async () => {
  data = await folder.write('train.csv', toCsv(messages(200)))
  const output = folder.path('uninterrupted')
  await succeed(trainArguments(output, ...long))
  expected = await weightsHash(output)
})

function trainArguments(output: string, ...more: readonly string[]): string[] {
  return ['train', '--data', data, ...columns, ...smallNetwork, '--output', output, ...more]
}

function withoutTimes(lines: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return lines.map(({ seconds: _, ...line }) => line)
}

describe('checkpoints', () => {
  it('should be written every so many steps, and the newest be kept', async () => {
    const checkpoints = folder.path('points')
    // 180 rows are 6 steps an epoch, 12 in all; the last one is always written.
    await succeed(
      trainArguments(folder.path('a'), '--checkpoints', checkpoints, '--checkpoint-every', '5', '--keep', '2'),
    )
    expect(await readdir(checkpoints)).toEqual(['step-000000000010', 'step-000000000012'])
    const again = await runInProcess(trainArguments(folder.path('b'), '--checkpoints', checkpoints))
    expect(again.code).toBe(1)
    expect(again.stderr).toMatch(/error \[FILE_EXISTS\].*--resume/)
  })

  it('should be those of each epoch where nothing is said', async () => {
    const checkpoints = folder.path('epochs')
    await succeed(trainArguments(folder.path('c'), '--checkpoints', checkpoints, '--epochs', '3'))
    expect(await readdir(checkpoints)).toEqual(['step-000000000012', 'step-000000000018'])
  })

  it('should go on for more epochs, in the model and in the history', async () => {
    const more = ['--checkpoints', folder.path('more'), '--history', folder.path('more.jsonl'), '--resume']
    await succeed(trainArguments(folder.path('d'), ...more))
    const output = folder.path('e')
    const result = await succeedInJson(trainArguments(output, ...more, '--epochs', '4'))
    expect(result).toMatchObject({ resumed: { epoch: 3, step: 0 } })
    const whole = folder.path('f')
    const history = folder.path('whole.jsonl')
    await succeed(trainArguments(whole, '--epochs', '4', '--history', history))
    expect(await weightsHash(output)).toBe(await weightsHash(whole))
    const lines = withoutTimes(await jsonLines(history))
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatchObject({ type: 'epoch', epoch: 1, learningRate: 0.01 })
    expect(withoutTimes(await jsonLines(folder.path('more.jsonl')))).toEqual(lines)
  })

  it('should refuse to go on with other options', async () => {
    const more = ['--checkpoints', folder.path('other'), '--resume']
    await succeed(trainArguments(folder.path('g'), ...more))
    const { code, stderr } = await runInProcess(trainArguments(folder.path('h'), ...more, '--dropout', '0.5'))
    expect(code).toBe(1)
    expect(stderr).toMatch(/error \[CHECKPOINT_MISMATCH\].*model\.encoder\.dropout/)
  })
})

describe('the history', () => {
  it('should not be written over, unless told so', async () => {
    const history = await folder.write('precious.jsonl', '{"precious":true}\n')
    const refused = await runInProcess(trainArguments(folder.path('i'), '--history', history))
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/^error \[FILE_EXISTS\].*precious\.jsonl/)
    expect(await readFile(history, 'utf8')).toBe('{"precious":true}\n')
    await succeed(trainArguments(folder.path('i'), '--history', history, '--force'))
    expect(await jsonLines(history)).toHaveLength(2)
  })

  it('should be kept when a training that begins anew was meant to go on', async () => {
    const history = await folder.write('old.jsonl', '{"old":true}\n')
    const more = ['--history', history, '--checkpoints', folder.path('none'), '--resume']
    const { code, stderr } = await runInProcess(trainArguments(folder.path('j'), ...more))
    expect(code).toBe(1)
    expect(stderr).toMatch(/error \[FILE_EXISTS\].*old\.jsonl/)
    await writeFile(history, '')
    await succeed(trainArguments(folder.path('j'), ...more))
  })
})

// Windows has no signals that one process could send another.
describe.skipIf(process.platform === 'win32')('a training that was stopped', () => {
  it('should say how to go on after Ctrl-C, and then give the weights of one that was not', async () => {
    const output = folder.path('interrupted')
    const argv = trainArguments(output, ...long, '--checkpoints', folder.path('interrupted-points'))
    const child = startCli([...argv, '--checkpoint-every', '4'])
    const exit = exitOf(child)
    await shown(child, /^epoch 2 /m)
    child.kill('SIGINT')
    const { code, stderr } = await exit
    expect(code).toBe(130)
    expect(stderr).toMatch(
      /^error \[ABORTED\].*saved there\. To go on in epoch \d+ after step \d+, run the same command with --resume --force\.$/m,
    )
    expect(await weightsHash(output)).not.toBe(expected)
    const resumed = await succeed([...argv, '--checkpoint-every', '4', '--resume', '--force'])
    expect(resumed.stderr).toMatch(/^goes on from .*: epoch \d+, after step \d+$/m)
    expect(await weightsHash(output)).toBe(expected)
  })

  it('should go on after it was killed, by the same command', async () => {
    const output = folder.path('killed')
    const history = folder.path('killed.jsonl')
    const more = ['--checkpoints', folder.path('killed-points'), '--checkpoint-every', '4', '--resume']
    const argv = trainArguments(output, ...long, ...more, '--history', history)
    for (const epoch of [2, 6]) {
      const child = startCli(argv)
      const exit = exitOf(child)
      await shown(child, new RegExp(`^epoch ${epoch} `, 'm'))
      child.kill('SIGKILL')
      await exit
      expect(existsSync(output)).toBe(false)
    }
    await succeed(argv)
    expect(await weightsHash(output)).toBe(expected)
    const epochs = (await jsonLines(history)).map((line) => line['epoch'])
    expect(epochs).toEqual(Array.from({ length: 150 }, (_, index) => index + 1))
  })

  it('should say when there is nothing to go on from', async () => {
    const data = await folder.write('large.csv', toCsv(messages(20_000, 60)))
    const argv = ['train', '--data', data, ...columns, '--embedding', 'random', '--output', folder.path('nothing')]
    const child = startCli([...argv, '--checkpoints', folder.path('nothing-points')])
    const exit = exitOf(child)
    await shown(child, 'rows to train on')
    child.kill('SIGINT')
    const { code, stderr } = await exit
    expect(code).toBe(130)
    expect(stderr).toMatch(/^error \[ABORTED\].*No checkpoint had been written\.$/m)
  })
})
